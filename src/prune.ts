import type { Home } from './home.ts';
import { BodyStore, type Pack } from './store/bodies.ts';
import type { Db } from './store/database.ts';
import { isDiskTrouble } from './store/disk-trouble.ts';
import { evidenceUse } from './store/evidence-use.ts';
import { type PrunedMails, pruneMails } from './store/mail-prune.ts';
import { dateIn } from './time/calendar.ts';
import { EvidenceFolder } from './world/evidence.ts';

export interface PruneReport extends PrunedMails {
  readonly kept: number;
  readonly keptBytes: number;
  readonly removed: number;
  readonly removedBytes: number;
}

/** a body that nothing refers to may belong to an observation that is just being made */
const UNREFERRED_FOR_MS = 24 * 3600_000;

/**
 * Removes bodies that no finding, change or present fact rests on and that no night of the last `evidence.keepNights`
 * refers to; excerpts stay in the observations. Empties mails that are older than `mail.keepNights`. The caller holds the
 * run's lock.
 */
export function prune(db: Db, home: Home): PruneReport {
  const { forGood, lastNight } = evidenceUse(db, home.zone);
  const today = dateIn(home.zone, home.now());
  const firstOf = (nights: number) => today.subtract({ days: nights - 1 }).toString();
  const keepFrom = firstOf(home.settings.evidence.keepNights);
  const stays: Stays = (hash, writtenMs) => {
    const night = lastNight.get(hash);
    const isNew = night === undefined ? Date.now() - writtenMs < UNREFERRED_FOR_MS : night >= keepFrom;
    return isNew || forGood.has(hash);
  };
  const report = { kept: 0, keptBytes: 0, removed: 0, removedBytes: 0 };
  prunePacks(db, stays, report);
  pruneFiles(new EvidenceFolder(home.data), stays, report);
  const mails = pruneMails(db, firstOf(home.settings.mail.keepNights), home.now().epochMilliseconds);
  return { ...report, ...mails };
}

/** Whether a body stays; when it was written is told by the machine's clock. */
type Stays = (hash: string, writtenMs: number) => boolean;
type Tally = { -readonly [Name in Exclude<keyof PruneReport, keyof PrunedMails>]: number };

/** In one transaction, so that no other process adds to a pack that was looked at and is about to be written anew. */
function prunePacks(db: Db, stays: Stays, report: Tally): void {
  const bodies = new BodyStore(db);
  db.transaction(() => {
    for (const pack of [...bodies.packs()]) {
      const staying = new Set(pack.bodies.flatMap(({ hash }) => (stays(hash, pack.writtenMs) ? [hash] : [])));
      const freed = staying.size === pack.bodies.length ? null : freedFrom(pack, staying, bodies);
      const kept = freed === null ? pack.bodies.length : staying.size;
      report.kept += kept;
      report.keptBytes += pack.size - (freed ?? 0);
      report.removed += pack.bodies.length - kept;
      report.removedBytes += freed ?? 0;
    }
  }).immediate();
}

/** A damaged pack of which something is needed stays as it is, for `xuncha evidence verify` to name. */
function freedFrom(pack: Pack, staying: ReadonlySet<string>, bodies: BodyStore): number | null {
  try {
    return bodies.keepOnly(pack, staying);
  } catch (error) {
    if (isDiskTrouble(error)) throw error;
    return null;
  }
}

function pruneFiles(folder: EvidenceFolder, stays: Stays, report: Tally): void {
  folder.removeUnfinished();
  for (const { hash, bytes, writtenMs } of folder.all()) {
    if (stays(hash, writtenMs)) {
      report.kept++;
      report.keptBytes += bytes;
    } else {
      report.removed++;
      report.removedBytes += folder.remove(hash);
    }
  }
}
