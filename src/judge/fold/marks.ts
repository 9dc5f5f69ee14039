import type { FactState, PastProblem, Streak } from '../../model/fact-state.ts';
import type { AccountStatus } from '../../model/sighting.ts';
import type { Look } from './look.ts';

/** A second look that confirms the first comes from another date and at least so much later. */
const CONFIRMS_AFTER_MS = 6 * 3_600_000;
const PAST_KEPT = 12;
/** A mark is confirmed by its first nights; of a longer streak the latest sight is proof enough. */
const FIRST_SIGHT_KEPT = 4;

type Words = Partial<Pick<Streak<unknown>, 'text' | 'movedTo' | 'by'>>;

const UNAVAILABLE: ReadonlySet<AccountStatus> = new Set(['frozen', 'banned', 'migrated']);

/** The same value again makes the streak longer, another one begins a new streak; an unseen one changes nothing. */
function foldStreak<T>(before: Streak<T> | null, value: T, look: Look, words: Words = {}): Streak<T> {
  const { atMs, night, evidence } = look;
  if (before === null || before.value !== value) {
    const first = { sinceMs: atMs, lastMs: atMs, nights: 1, countedNight: night, countedMs: atMs };
    return { value, ...first, ...words, evidence };
  }
  const counts = night > before.countedNight && atMs - before.countedMs >= CONFIRMS_AFTER_MS;
  const nights = counts ? before.nights + 1 : before.nights;
  const first = nights <= FIRST_SIGHT_KEPT ? (before.evidence ?? []).slice(0, 1) : [];
  const by = [...new Set([...(before.by ?? []), ...(words.by ?? [])])];
  return {
    ...before,
    ...words,
    ...(by.length > 0 ? { by } : {}),
    lastMs: atMs,
    nights,
    countedNight: counts ? night : before.countedNight,
    countedMs: counts ? atMs : before.countedMs,
    evidence: [...new Set([...first, ...evidence])],
  };
}

export function foldStatus(before: FactState | null, look: Look): FactState['status'] {
  const { status, statusText, movedTo, statusBy } = look.observation;
  if (status === 'unknown') return before?.status ?? null;
  const words: Words = {
    ...(typeof statusText === 'string' ? { text: statusText } : {}),
    ...(typeof movedTo === 'string' ? { movedTo } : {}),
    ...(statusBy !== undefined && statusBy.length > 0 ? { by: statusBy } : {}),
  };
  return foldStreak(before?.status ?? null, status, look, words);
}

/** A name is believed only from a profile that is alive: platforms put 账号已注销 and the like in its place. */
export function foldName(before: FactState | null, look: Look): FactState['name'] {
  const { displayName, status } = look.observation;
  const alive = status === 'normal' || status === 'unknown';
  if (displayName === null || !alive) return before?.name ?? null;
  return foldStreak(before?.name ?? null, displayName, look);
}

export function foldSubject(before: FactState | null, look: Look): FactState['subject'] {
  const { kind, label, strength } = look.observation.subject;
  const earlier = before?.subject ?? null;
  if (kind === 'unknown') return earlier;
  const weak = strength === 'weak';
  const same = earlier !== null && earlier.label === label && earlier.weak === weak ? earlier : null;
  return { ...foldStreak(same, kind, look), label, weak };
}

/** Problems that this look shows to have ended. */
export function foldPast(
  before: FactState | null,
  after: Pick<FactState, 'status' | 'subject' | 'interaction' | 'stores'>,
) {
  if (before === null) return [];
  const ended: PastProblem[] = [];
  const { status, subject } = before;
  if (status !== null && status.nights > 1 && after.status?.value === 'normal') {
    const { sinceMs: fromMs, lastMs: toMs } = status;
    if (UNAVAILABLE.has(status.value)) ended.push({ rule: 'account-unavailable', fromMs, toMs });
    if (status.value === 'cancelled') ended.push({ rule: 'cancelled-not-filed', fromMs, toMs });
  }
  if (subject?.value === 'personal' && after.subject?.value !== 'personal') {
    ended.push({ rule: 'personal-subject', fromMs: subject.sinceMs, toMs: subject.lastMs });
  }
  const silent = Object.values(before.interaction);
  if (silent.length > 0 && silent.every((one) => one.value === 'no')) {
    const opened = Object.values(after.interaction).some((one) => one.value === 'yes');
    const fromMs = Math.min(...silent.map((one) => one.sinceMs));
    const toMs = Math.max(...silent.map((one) => one.atMs));
    if (opened) ended.push({ rule: 'no-interaction', fromMs, toMs });
  }
  for (const store of after.stores) {
    const earlier = before.stores.find((one) => one.store === store.store);
    if (earlier === undefined || earlier.absentSinceMs === null || store.answer !== 'offered') continue;
    if (earlier.absentNights >= 3) {
      ended.push({ rule: 'app-not-downloadable', fromMs: earlier.absentSinceMs, toMs: before.latest.atMs });
      break;
    }
  }
  return ended.length === 0 ? before.past : [...before.past, ...ended].slice(-PAST_KEPT);
}
