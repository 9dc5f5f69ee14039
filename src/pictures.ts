import { takePictures, wantedPictures } from './collect/pictures.ts';
import type { Home } from './home.ts';
import type { JudgedNight } from './judge/night.ts';
import type { Case } from './model/case.ts';
import type { AccountNight } from './model/night.ts';
import type { OpenOutside } from './outside.ts';
import type { Db } from './store/database.ts';
import type { Run } from './store/runs.ts';
import { ScreenshotStore } from './store/screenshots.ts';
import { EvidenceFolder } from './world/evidence.ts';

/**
 * Takes a picture of the page of each account with a newly found problem, and adds it to the evidence of what was found
 * tonight. One attempt an account and night, also when the run is started again.
 */
export async function pictureFindings(
  db: Db,
  home: Home,
  run: Run,
  night: JudgedNight,
  { picture }: OpenOutside,
  signal: AbortSignal,
): Promise<JudgedNight> {
  const store = new ScreenshotStore(db);
  const folder = new EvidenceFolder(home.data);
  const tried = new Set(store.ofRun(run.id).map((one) => one.accountId));
  const lastPicture = (id: string) => store.ofAccount(id).at(-1)?.takenAt;
  const picturedAt = (id: string) => {
    const at = lastPicture(id);
    return at === undefined ? undefined : Date.parse(at);
  };
  const adapters = new Map(home.adapters.map((adapter) => [adapter.id, adapter]));
  const pageOf = ({ account, page }: AccountNight) => {
    const adapter = adapters.get(account.platform);
    return adapter?.visitorPage ? adapter.visitorPage(account.handle) : page;
  };
  const wanted = wantedPictures(night.cases, night.judged.accounts, picturedAt, pageOf).filter(
    ({ accountId }) => !tried.has(accountId),
  );
  await takePictures(
    wanted,
    ({ platform, url }) => picture(platform, url),
    ({ accountId, url }, got) => {
      const hash = got.taken ? folder.keep(got.png) : null;
      store.add(run.id, {
        accountId,
        url,
        takenAt: home.now().toString(),
        hash,
        trouble: got.taken ? null : got.trouble,
      });
    },
    signal,
  );
  return withPictures(
    night,
    new Map(store.ofRun(run.id).flatMap((one) => (one.hash ? [[one.accountId, one.hash]] : []))),
  );
}

function withPictures(night: JudgedNight, pictures: ReadonlyMap<string, string>): JudgedNight {
  if (pictures.size === 0) return night;
  const { judged, before, cases, changes } = night;
  const findings = judged.judgement.findings.map((finding) => pictured(finding, pictures));
  const changed = new Map(
    cases.flatMap((one, index) => (one === before[index] ? [] : [[one, picturedCase(one, pictures)]])),
  );
  const same = (one: Case) => changed.get(one) ?? one;
  return {
    judged: { ...judged, judgement: { ...judged.judgement, findings } },
    before,
    cases: cases.map(same),
    changes: {
      ...changes,
      fresh: changes.fresh.map(same),
      resolved: changes.resolved.map(same),
      continuing: changes.continuing.map(same),
    },
  };
}

function picturedCase(one: Case, pictures: ReadonlyMap<string, string>): Case {
  return one.state === 'open' ? pictured(one, pictures) : one;
}

function pictured<T extends { readonly accountId: string; readonly evidence: readonly string[] }>(
  one: T,
  pictures: ReadonlyMap<string, string>,
): T {
  const hash = pictures.get(one.accountId);
  return hash === undefined ? one : { ...one, evidence: [...new Set([...one.evidence, hash])] };
}
