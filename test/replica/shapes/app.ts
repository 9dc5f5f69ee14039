/** An app as one store has it at this moment. */
import { html, type Reply, type Scene } from '../platform.ts';
import { keepPosts, type Shown, valueAt } from '../shown.ts';
import type { AppAccount, FileState, StoreName } from '../world.ts';
import { apk, type PackageFacts } from './apk.ts';

export interface Listed extends PackageFacts {
  readonly name: string;
  readonly developer: string;
  readonly ratings: number;
  readonly updated: Temporal.Instant;
  readonly firstReleased: Temporal.Instant;
  /** the package under which the app is filed, also where the store answers another one */
  readonly filedPackage: string;
  readonly file: FileState;
}

/** null: the store does not have it */
export function listing(store: StoreName, shown: Shown<AppAccount>): Listed | null {
  const shelf = shown.account.shelves[store];
  if (shelf === undefined || !valueAt(shelf.listed, shown.now, true)) return null;
  const { frozenAt } = shelf;
  const there =
    frozenAt === undefined
      ? shown
      : keepPosts(shown, (post) => Temporal.Instant.compare(post.instant, Temporal.Instant.from(frozenAt)) <= 0);
  const [newest] = there.posts;
  if (newest === undefined) return null;
  return {
    package: shelf.package ?? shown.account.handle.package,
    filedPackage: shown.account.handle.package,
    versionCode: 100 + there.posts.length,
    versionName: newest.title ?? `1.0.${there.posts.length}`,
    name: shown.name,
    developer: shown.account.developer ?? shown.account.subject?.label ?? '示例市行政审批服务局',
    ratings: shown.account.ratings ?? 57,
    updated: newest.instant,
    firstReleased: there.posts.at(-1)?.instant ?? newest.instant,
    file: valueAt(shelf.file, shown.now, 'ok'),
  };
}

export const fileSize = (listed: Listed) => packageOf(listed).length;
const packageOf = (listed: Listed) =>
  apk({ package: listed.package, versionCode: listed.versionCode, versionName: listed.versionName });

/** the answer behind the download link */
export function fileReply(listed: Listed): Reply {
  const type = { 'content-type': 'application/vnd.android.package-archive' };
  switch (listed.file) {
    case 'ok':
      return { headers: type, body: packageOf(listed), ranges: true };
    case 'no-range':
      return { headers: type, body: packageOf(listed) };
    case 'other-package':
      return { headers: type, body: packageOf({ ...listed, package: 'com.example.other' }), ranges: true };
    case 'html':
      return html(`<!DOCTYPE html><title>下载</title><body>${'<p>请在手机上打开</p>'.repeat(100)}</body>`);
    case 'empty':
      return { headers: type, body: '' };
    case 'forbidden':
      return { status: 403, body: '' };
    case 'gone':
    case 'no-link':
      return { status: 404, body: '' };
  }
}

export function findApp(scene: Scene, fits: (handle: AppAccount['handle']) => boolean): AppAccount | undefined {
  return scene.accounts('app').find((account) => fits(account.handle));
}
