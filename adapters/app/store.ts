import { defineSource, type Source } from '../../src/model/adapter.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { nothingSeen, type Sighting, type StoreSighting } from '../../src/model/sighting.ts';
import type { World } from '../../src/model/world.ts';
import { isBelievable } from '../../src/time/calendar.ts';
import type { FileFinding } from './file/finding.ts';
import { type AppHandle, isAskedIn, MAIN_STORES, type StoreName, SUPPORT_STORES } from './handle.ts';
import type { Reading, StoreRecord } from './reading.ts';

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
}

/**
 * A store as a source. Its answer is one entry of `stores`, also where nothing could be learnt, so that the store keeps
 * its line with the reason.
 */
export function defineStore(store: Store): Source<AppHandle> {
  const supports = (SUPPORT_STORES as readonly string[]).includes(store.kind);
  return defineSource<AppHandle>({
    kind: store.kind,
    title: store.title,
    order: store.order,
    view: supports ? 'hint' : 'complete',
    standard: true,
    applies: (handle) => store.keyOf(handle) !== undefined && isAskedIn(store.kind, handle),
    ...(supports ? { worthAsking } : {}),
    async look(handle, world) {
      const key = store.keyOf(handle);
      if (key === undefined) return nothingSeen('not-configured', `${store.title}：台账中没有它要用的标识`);
      const sighting = sightingOf(store, key, handle, await store.ask(key, handle, world), world);
      return supports ? onlyListed(sighting, store.title) : sighting;
    },
  });
}

/** A weak witness is called only where a store that counts said "no such app". */
function worthAsking(seen: readonly Sighting[]): boolean {
  const main: readonly string[] = MAIN_STORES;
  return seen.some(({ stores }) => stores?.some((one) => main.includes(one.store) && one.listing === 'not-listed'));
}

/**
 * Of what a search or a copy of another store says, only "listed" is kept. Its version may be an old one: the date shows
 * that there was a version then, not which is the newest.
 */
function onlyListed(sighting: Sighting, title: string): Sighting {
  const listed = sighting.stores?.filter((one) => one.listing === 'listed') ?? [];
  if (sighting.outcome !== 'ok') return { ...sighting, stores: [] };
  if (listed.length === 0) return { ...sighting, stores: [], detail: `${title}没有佐证在架；这不作为未上架的依据` };
  const line = { artifact: 'skipped', reason: null, version: null, updatedAt: null } as const;
  return { ...sighting, stores: listed.map((one) => ({ ...one, ...line })) };
}

const BLANK = { artifact: 'skipped', reason: null, version: null, updatedAt: null, developer: null } as const;

function sightingOf(store: Store, key: string, handle: AppHandle, answer: StoreAnswer, world: World): Sighting {
  const { reading, httpStatus, evidence } = answer;
  if (reading.found === 'unclear') {
    const line: StoreSighting = { ...BLANK, store: store.kind, listing: 'indeterminate', reason: reading.reason };
    return { ...nothingSeen(reading.outcome, reading.detail, httpStatus, evidence), stores: [line] };
  }
  // a store shows its newest version and no list of versions, so "nothing newer" is never said of an app
  const seen = { outcome: 'ok', httpStatus, evidence, coverage: 'complete', listIsWhole: false, posts: [] } as const;
  if (reading.found === 'absent') {
    return {
      ...seen,
      detail: `${store.title}没有这个应用`,
      stores: [{ ...BLANK, store: store.kind, listing: 'not-listed' }],
    };
  }
  const { record } = reading;
  const wanted = store.packageOf(handle);
  const { version, developer } = record;
  const other = otherPackage(record, wanted) ?? answer.file?.otherPackage;
  if (other !== undefined) {
    const line: StoreSighting = {
      ...BLANK,
      store: store.kind,
      listing: 'package-mismatch',
      artifact: answer.file ? 'indeterminate' : 'skipped',
      reason: 'other_package',
      version,
      developer,
    };
    return {
      ...seen,
      detail: `${store.title}的包名是 ${other}，台账是 ${wanted ?? '（未填）'}，疑似换包或仿冒`,
      stores: [line],
    };
  }
  const updatedAt = record.updatedAt && isBelievable(record.updatedAt.at, world.now()) ? record.updatedAt : null;
  const { artifact, reason } = answer.file ?? store.file ?? { artifact: 'not-offered', reason: 'no_public_link' };
  const title = version === null ? null : `版本 ${version}`;
  return {
    ...seen,
    detail: answer.file?.detail ?? '',
    posts: updatedAt ? [{ ...updatedAt, url: store.page(key), title }] : [],
    status: { status: 'normal', text: `${store.title}在架` },
    ...(record.name === null ? {} : { displayName: record.name }),
    stores: [{ store: store.kind, listing: 'listed', artifact, reason, version, updatedAt, developer }],
  };
}

function otherPackage(record: StoreRecord, wanted: string | undefined): string | undefined {
  if (wanted === undefined || record.package === null || record.package === wanted) return undefined;
  return record.package;
}
