import { nothingSeen, type Sighting, type StoreSighting } from '../../src/model/sighting.ts';
import type { World } from '../../src/model/world.ts';
import { isBelievable } from '../../src/time/calendar.ts';
import type { Store, StoreAnswer } from './definition.ts';
import type { AppHandle } from './handle.ts';
import type { StoreRecord, Unclear } from './reading.ts';

const BLANK = { artifact: 'skipped', reason: null, version: null, updatedAt: null, developer: null } as const;

/** What a store's answer makes of an app: one line in `stores`, also where nothing could be learnt. */
export function sightingOf(store: Store, key: string, handle: AppHandle, answer: StoreAnswer, world: World): Sighting {
  const { reading, file } = answer;
  if (reading.found === 'unclear') return indeterminate(store, answer, reading);
  if (reading.found === 'absent') return notListed(store, answer);
  const wanted = store.packageOf(handle);
  const other = otherPackage(reading.record, wanted) ?? file?.otherPackage;
  if (other !== undefined) return packageMismatch(store, answer, reading.record, { other, wanted });
  return listed(store, store.page(key), answer, reading.record, world);
}

function otherPackage(record: StoreRecord, wanted: string | undefined): string | undefined {
  if (wanted === undefined || record.package === null || record.package === wanted) return undefined;
  return record.package;
}

/** A store shows its newest version and no list of versions, so "nothing newer" is never said of an app. */
function seen({ httpStatus, evidence }: StoreAnswer) {
  return { outcome: 'ok', httpStatus, evidence, coverage: 'complete', listIsWhole: false, posts: [] } as const;
}

function indeterminate(store: Store, { httpStatus, evidence }: StoreAnswer, reading: Unclear): Sighting {
  const line: StoreSighting = { ...BLANK, store: store.kind, listing: 'indeterminate', reason: reading.reason };
  return { ...nothingSeen(reading.outcome, reading.detail, httpStatus, evidence), stores: [line] };
}

function notListed(store: Store, answer: StoreAnswer): Sighting {
  const line: StoreSighting = { ...BLANK, store: store.kind, listing: 'not-listed' };
  return { ...seen(answer), detail: `${store.title}没有这个应用`, stores: [line] };
}

/** Another app in the place of the one that was asked for: neither listed nor absent. */
function packageMismatch(
  store: Store,
  answer: StoreAnswer,
  { version, developer }: StoreRecord,
  names: { readonly other: string; readonly wanted: string | undefined },
): Sighting {
  const line: StoreSighting = {
    ...BLANK,
    store: store.kind,
    listing: 'package-mismatch',
    artifact: answer.file ? 'indeterminate' : 'skipped',
    reason: 'other_package',
    version,
    developer,
  };
  const detail = `${store.title}的包名是 ${names.other}，台账是 ${names.wanted ?? '（未填）'}，疑似换包或仿冒`;
  return { ...seen(answer), detail, stores: [line] };
}

function listed(store: Store, page: string, answer: StoreAnswer, record: StoreRecord, world: World): Sighting {
  const { name, version, developer } = record;
  const updatedAt = record.updatedAt && isBelievable(record.updatedAt.at, world.now()) ? record.updatedAt : null;
  const { artifact, reason } = answer.file ?? store.file ?? { artifact: 'not-offered', reason: 'no_public_link' };
  return {
    ...seen(answer),
    detail: answer.file?.detail ?? '',
    posts: updatedAt ? [{ ...updatedAt, url: page, title: version === null ? null : `版本 ${version}` }] : [],
    status: { status: 'normal', text: `${store.title}在架` },
    ...(name === null ? {} : { displayName: name }),
    stores: [{ store: store.kind, listing: 'listed', artifact, reason, version, updatedAt, developer }],
  };
}
