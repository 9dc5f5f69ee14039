import { join } from 'node:path';
import type { Home } from './home.ts';
import { judgeNight } from './judge/night.ts';
import { readObservations } from './judge/observations-file.ts';
import { judgeWindow } from './judge/window.ts';
import type { Registry } from './model/account.ts';
import type { Case } from './model/case.ts';
import type { Judgement } from './model/finding.ts';
import type { AccountNight } from './model/night.ts';
import type { Observation } from './model/observation.ts';
import { evidenceNotes } from './report/evidence-notes.ts';
import { mendedWithin } from './report/mended.ts';
import type { PreviousQuarter } from './report/previous.ts';
import { type EvidenceNote, type QuarterView, quarterView } from './report/quarter.ts';
import { drawSample, type Sample, sampledRegistry } from './report/sample.ts';
import { openDatabase } from './store/database.ts';
import { ObservationStore } from './store/observations.ts';

export interface QuarterRequest {
  /** calendar dates in the home's zone, YYYY-MM-DD, both included */
  readonly window: { readonly from: string; readonly to: string };
  /** the monitoring point (监测时间点) */
  readonly at: Temporal.Instant;
  /** observations as `check --json` prints them; without it those that are stored */
  readonly observationsFile?: string | undefined;
  /** share of each unit's running accounts that is checked, and the seed by which they are drawn */
  readonly sample?: { readonly sharePercent: number; readonly seed: string } | undefined;
  /** what was published of the quarter before */
  readonly previous?: PreviousQuarter | undefined;
  /** judge the database as the last run left it, and write nothing at all */
  readonly readonly?: boolean;
}

/** What the judgement of a quarter comes to, before it is counted. */
interface JudgedQuarter {
  readonly judgement: Judgement;
  readonly accounts: ReadonlyMap<string, AccountNight>;
  readonly cases: readonly Case[];
  readonly evidence: ReadonlyMap<string, EvidenceNote>;
}

/**
 * The quarter from top to bottom: sample, judge, prove, count. No network, nothing sent.
 * @throws BadObservations, DatabaseUnusable
 */
export function quarter(home: Home, request: QuarterRequest): QuarterView {
  const sample: Sample | undefined =
    request.sample && drawSample(home.registry, request.sample.sharePercent, request.sample.seed);
  const registry = sample === undefined ? home.registry : sampledRegistry(home.registry, sample);
  const judged =
    request.observationsFile === undefined
      ? judgeStored(home, registry, request)
      : judgeFile(home, registry, request, readObservations(request.observationsFile));
  return quarterView({
    ...judged,
    registry: home.registry,
    window: request.window,
    zone: home.zone,
    settings: home.settings.report,
    platformTitles: new Map(home.adapters.map((adapter) => [adapter.id, adapter.noticeTitle])),
    ...(request.previous === undefined ? {} : { previous: request.previous }),
    ...(sample === undefined ? {} : { sample }),
  });
}

/** As the night judges: what a person dismissed stays away, and what is overdue counts as not rectified. */
function judgeStored(home: Home, registry: Registry, request: QuarterRequest): JudgedQuarter {
  const db = openDatabase(join(home.data, 'xuncha.db'), { readonly: request.readonly ?? false });
  try {
    const { judged, cases } = judgeNight(db, { ...home, registry }, request.at);
    const observations = new ObservationStore(db);
    const evidence = evidenceOf(judged.judgement, cases, request, home.zone, (accountId) =>
      observations.newestFirst(accountId, request.at),
    );
    return { ...judged, cases, evidence };
  } finally {
    db.close();
  }
}

function judgeFile(
  home: Home,
  registry: Registry,
  request: QuarterRequest,
  observations: readonly Observation[],
): JudgedQuarter {
  const { judged, cases } = judgeWindow({ ...home, registry, observations, from: request.window.from, at: request.at });
  const byAccount = Map.groupBy(observations, ({ accountId }) => accountId);
  const evidence = evidenceOf(judged.judgement, cases, request, home.zone, (accountId) =>
    (byAccount.get(accountId) ?? []).toReversed(),
  );
  return { ...judged, cases, evidence };
}

/** Notes on everything that the evidence sheet will name. */
function evidenceOf(
  judgement: Judgement,
  cases: readonly Case[],
  { window }: QuarterRequest,
  zone: string,
  newestFirst: (accountId: string) => Iterable<Observation>,
): ReadonlyMap<string, EvidenceNote> {
  const named = [
    ...judgement.findings.filter(({ verdict }) => verdict !== 'warning'),
    ...mendedWithin(cases, window, judgement.at, zone).map(({ item }) => item),
  ];
  const evidence = new Map<string, EvidenceNote>();
  for (const [accountId, items] of Map.groupBy(named, (item) => item.accountId)) {
    const hashes = items.flatMap((item) => item.evidence);
    for (const [hash, note] of evidenceNotes(hashes, newestFirst(accountId))) evidence.set(hash, note);
  }
  return evidence;
}
