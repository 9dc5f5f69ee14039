import { defineSource } from '../../../src/model/adapter.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import { nothingSeen, type Post, type Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { fromUnixSeconds } from '../../../src/time/calendar.ts';
import { troubleOfRet } from '../back-office.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer, troubleOfPage } from '../http-outcome.ts';
import { compareIdentity } from '../identity.ts';
import { articleLink, bizOfLink } from '../link.ts';
import { AlbumAnswer, jsonOf } from '../schema.ts';
import { presentName, stateOfName } from '../words.ts';

/**
 * Albums (合集) of the account: `GET /mp/appmsgalbum?action=getalbum&__biz=…&album_id=…&count=10&f=json`, without login.
 * A list of articles with unix seconds, whose order depends on the album (`is_reverse`), so the newest is the maximum.
 * Shows what was filed in the album and nothing else: a lower bound, and an empty album proves nothing.
 */
export default defineSource<WechatHandle>({
  kind: 'album',
  title: '微信合集',
  order: 70,
  view: 'hint',
  standard: true,
  applies: (handle) => handle.biz !== undefined && (handle.albums?.length ?? 0) > 0,
  async look(handle, world) {
    const sightings: Sighting[] = [];
    for (const album of handle.albums ?? []) {
      const sighting = await lookAt(album, handle, world);
      sightings.push(sighting);
      if (['captcha', 'throttled', 'skipped'].includes(sighting.outcome)) break;
    }
    return together(sightings);
  },
});

async function lookAt(album: string, handle: WechatHandle, world: World): Promise<Sighting> {
  const first = await askPage(album, handle, world, {});
  // an album in the order of its making shows its oldest ten; asked the other way round it shows its newest
  if (first.outcome !== 'ok' || !first.oldestFirst) return first;
  const reversed = await askPage(album, handle, world, { is_reverse: '1' });
  return reversed.outcome === 'ok' ? together([first, reversed]) : first;
}

type AlbumSighting = Sighting & { readonly oldestFirst?: boolean };

async function askPage(
  album: string,
  handle: WechatHandle,
  world: World,
  more: Readonly<Record<string, string>>,
): Promise<AlbumSighting> {
  const query = new URLSearchParams({
    action: 'getalbum',
    __biz: handle.biz ?? '',
    album_id: album,
    count: '10',
    f: 'json',
    ...more,
  });
  const answer = await world.http.ask({ url: `https://mp.weixin.qq.com/mp/appmsgalbum?${query}` });
  if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
  const trouble = troubleOfAnswer(answer);
  const proof = answer.proof(answer.text.slice(0, 500));
  if (trouble) return nothingSeen(trouble.outcome, trouble.detail, answer.status, [proof]);
  const read = jsonOf(answer.text, AlbumAnswer);
  if (!read) {
    const page = troubleOfPage(answer.text);
    return nothingSeen(page.outcome, page.detail, answer.status, [proof]);
  }
  return readAlbum(read, handle, [proof]);
}

export function readAlbum(answer: AlbumAnswer, handle: WechatHandle, evidence: readonly Evidence[]): AlbumSighting {
  const trouble = troubleOfRet(answer.base_resp.ret);
  if (trouble) return nothingSeen(trouble.outcome, trouble.detail, 200, evidence);
  const album = answer.getalbum_resp;
  if (!album) return nothingSeen('layout-changed', '合集的回答里没有内容', 200, evidence);
  const identities = [
    { ghId: album.base_info?.username ?? null },
    // `key` is <__biz>_<mid>_<idx>
    ...album.article_list.map((item) => ({
      biz: (item.url && bizOfLink(item.url)) || item.key?.split('_')[0] || null,
    })),
  ].map((identity) => compareIdentity(handle, identity));
  if (identities.includes('other')) return nothingSeen('wrong-account', '合集属于别的账号', 200, evidence);
  const named = identities.includes('same');
  if (!named && album.article_list.length > 0) {
    return nothingSeen('layout-changed', '合集没有可核对的账号标识', 200, evidence);
  }
  const posts = album.article_list.map(
    (item): Post => ({
      at: fromUnixSeconds(item.create_time),
      precision: 'second',
      url: item.url && articleLink(item.url),
      title: item.title,
    }),
  );
  const name = named ? (album.base_info?.nickname ?? null) : null;
  const mark = name === null ? null : stateOfName(name);
  const displayName = presentName(name);
  return {
    outcome: 'ok',
    detail: posts.length === 0 ? '合集里没有文章，不能说明任何问题' : '',
    httpStatus: 200,
    coverage: posts.length === 0 ? 'partial' : 'complete',
    listIsWhole: false,
    posts,
    ...(mark ? { status: mark } : {}),
    ...(displayName ? { displayName } : {}),
    evidence,
    oldestFirst: album.continue_flag === '1' && isAscending(posts),
  };
}

function isAscending(posts: readonly Post[]): boolean {
  const [first, last] = [posts[0], posts.at(-1)];
  return first !== undefined && last !== undefined && Temporal.Instant.compare(first.at, last.at) < 0;
}

function together(all: readonly Sighting[]): Sighting {
  const good = all.filter((one) => one.outcome === 'ok');
  const bad = all.filter((one) => one.outcome !== 'ok');
  const [first] = good;
  if (!first) return bad.at(-1) ?? nothingSeen('not-configured', '没有登记合集');
  const status = good.find((one) => one.status)?.status;
  const displayName = good.find((one) => one.displayName)?.displayName;
  return {
    outcome: 'ok',
    detail: all.flatMap((one) => one.detail || []).join('；'),
    httpStatus: 200,
    coverage: bad.length === 0 && good.every((one) => one.coverage === 'complete') ? 'complete' : 'partial',
    listIsWhole: false,
    posts: good.flatMap((one) => one.posts),
    ...(status ? { status } : {}),
    ...(displayName ? { displayName } : {}),
    evidence: all.flatMap((one) => one.evidence),
  };
}
