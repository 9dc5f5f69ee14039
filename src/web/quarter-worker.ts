import { parentPort, workerData } from 'node:worker_threads';
import { openHome } from '../home.ts';
import { quarter } from '../quarterly.ts';
import { annexWorkbook } from '../report/annex.ts';
import { noticeDocument } from '../report/notice.ts';
import type { QuarterNumbers, QuarterQuestion } from './quarters.ts';

/** Judges a quarter and drafts its documents beside the server, which goes on answering; writes nothing. */
const { home: dir, window, at } = workerData as QuarterQuestion;
const home = await openHome({ home: dir });
const view = quarter(home, { window, at: Temporal.Instant.from(at), readonly: true });
const { period, units, total, passRate, failing } = view;
const numbers: QuarterNumbers = {
  at: view.at,
  period,
  units,
  total,
  passRate,
  failing: failing.map(({ account, platform, problems, lastUpdate }) => ({
    id: account.id,
    name: account.name,
    unit: account.unit,
    owner: account.owner,
    platform,
    problems: problems.map(({ wording }) => wording),
    lastUpdate,
  })),
};
parentPort?.postMessage({ numbers, notice: await noticeDocument(view), annex: await annexWorkbook(view) });
