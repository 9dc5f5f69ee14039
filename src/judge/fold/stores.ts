import type { FactState, StoreState } from '../../model/fact-state.ts';
import type { Observation } from '../../model/observation.ts';
import type { Look } from './look.ts';

type Seen = NonNullable<Observation['app']>['stores'][number];
type Answer = StoreState['answer'];

/** What one store said: another package under the id is no absence, and a suspect file is not offered. */
function answerOf(seen: Seen): Answer {
  if (seen.listing === 'not-listed') return 'absent';
  if (seen.listing !== 'listed') return 'unknown';
  return seen.artifact === 'suspect' ? 'absent' : 'offered';
}

function wordsOf(seen: Seen): string | null {
  if (seen.listing === 'not-listed') return '未上架';
  if (seen.listing === 'package-mismatch') return '编号下是另一个应用';
  if (seen.listing === 'listed') return seen.artifact === 'suspect' ? '在架，但安装包无法下载' : null;
  return seen.reason ?? null;
}

/** Several looks of one night are one answer: seen there beats seen absent, and both beat not knowing. */
const WEIGHT: Readonly<Record<Answer, number>> = { offered: 2, absent: 1, unknown: 0 };

export function foldStores(before: FactState | null, look: Look): readonly StoreState[] {
  const seen = look.observation.app?.stores ?? [];
  let stores = before?.stores ?? [];
  for (const one of seen) {
    const known = stores.find((store) => store.store === one.store) ?? null;
    const next = foldStore(known, one, look);
    stores = known === null ? [...stores, next] : stores.map((store) => (store === known ? next : store));
  }
  return stores;
}

function foldStore(before: StoreState | null, seen: Seen, look: Look): StoreState {
  const answer = answerOf(seen);
  const sameNight = before !== null && before.night === look.night;
  const inARow = before !== null && before.night === look.night - 1;
  const absentBefore = sameNight ? before.absentBefore : inARow ? before.absentNights : 0;
  const wins = !sameNight || WEIGHT[answer] >= WEIGHT[before.answer];
  const tonight = wins ? answer : before.answer;
  const absentNights = tonight === 'absent' ? absentBefore + 1 : 0;
  const goesOn = before !== null && before.absentSinceMs !== null && (inARow || sameNight);
  return {
    store: seen.store,
    night: look.night,
    answer: tonight,
    absentNights,
    absentBefore,
    absentSinceMs: tonight === 'absent' ? (goesOn ? before.absentSinceMs : look.atMs) : null,
    offeredAtMs: answer === 'offered' ? look.atMs : (before?.offeredAtMs ?? null),
    absentSinceOffer: tonight === 'absent' || (tonight === 'unknown' && (before?.absentSinceOffer ?? false)),
    ...versionOf(before, seen),
    reason: wins ? wordsOf(seen) : before.reason,
    evidence: wins ? look.evidence : (before.evidence ?? []),
  };
}

/** The newest version that the store listed; stores answer from caches, so it only moves forward. */
function versionOf(before: StoreState | null, seen: Seen): Pick<StoreState, 'version' | 'updatedMs'> {
  const known = { version: before?.version ?? null, updatedMs: before?.updatedMs ?? null };
  if (seen.listing !== 'listed') return known;
  const updatedMs = typeof seen.updatedAt === 'string' ? Date.parse(seen.updatedAt) : null;
  if (updatedMs === null) return { version: seen.version ?? known.version, updatedMs: known.updatedMs };
  if (known.updatedMs !== null && updatedMs < known.updatedMs) return known;
  return { version: seen.version ?? known.version, updatedMs };
}
