import type { Finder } from '../../src/model/adapter.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { World } from '../../src/model/world.ts';
import type { FileFinding } from './file/finding.ts';
import type { AppHandle, StoreName } from './handle.ts';
import type { Reading } from './reading.ts';

/** What one store said of one app. */
export interface StoreAnswer {
  readonly reading: Reading;
  /** of the package file; only where the app was found */
  readonly file?: FileFinding;
  readonly httpStatus: number | null;
  readonly evidence: readonly Evidence[];
}

export interface Store {
  readonly kind: StoreName;
  readonly title: string;
  readonly order: number;
  /** the key under which this store knows the app */
  keyOf(handle: AppHandle): string | undefined;
  /** the package that the store's record must name; undefined where the registry names none */
  packageOf(handle: AppHandle): string | undefined;
  /** of the package file, where this store never hands one to a visitor; missing: not offered */
  readonly file?: Pick<FileFinding, 'artifact' | 'reason'>;
  /** what a person opens */
  page(key: string): string;
  ask(key: string, handle: AppHandle, world: World): Promise<StoreAnswer>;
  /** finds the store's own key; missing: this store is asked by package, or has no search */
  readonly finder?: Finder<AppHandle>;
}
