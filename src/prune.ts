import type { Home } from './home.ts';
import type { Db } from './store/database.ts';
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
  const folder = new EvidenceFolder(home.data);
  const { forGood, lastNight } = evidenceUse(db, home.zone);
  const today = dateIn(home.zone, home.now());
  const firstOf = (nights: number) => today.subtract({ days: nights - 1 }).toString();
  const keepFrom = firstOf(home.settings.evidence.keepNights);
  const report = { kept: 0, keptBytes: 0, removed: 0, removedBytes: 0 };
  folder.removeUnfinished();
  for (const { hash, bytes, writtenMs } of folder.all()) {
    const night = lastNight.get(hash);
    const isNew = night === undefined ? Date.now() - writtenMs < UNREFERRED_FOR_MS : night >= keepFrom;
    if (isNew || forGood.has(hash)) {
      report.kept++;
      report.keptBytes += bytes;
    } else {
      report.removed++;
      report.removedBytes += folder.remove(hash);
    }
  }
  const mails = pruneMails(db, firstOf(home.settings.mail.keepNights), home.now().epochMilliseconds);
  return { ...report, ...mails };
}
