import type { LostMail } from './store/outbox.ts';
import type { Run, RunStore } from './store/runs.ts';

/**
 * Sentences that a supervisor must know about the run itself: a mail that does not come never means that all is well, so
 * the next night tells of the nights that were missed or did not end.
 */
export function nightRemarks(runs: RunStore, run: Run): string[] {
  const [, previous] = runs.nights(2);
  if (!previous) return [];
  const remarks: string[] = [];
  if (previous.finishedAt === null) remarks.push(`${previous.businessDate} 的巡查没有完成，当夜没有发出通知。`);
  const missed = Temporal.PlainDate.from(previous.businessDate).until(run.businessDate).days - 1;
  if (missed > 0) {
    const first = Temporal.PlainDate.from(previous.businessDate).add({ days: 1 });
    const last = Temporal.PlainDate.from(run.businessDate).subtract({ days: 1 });
    const span = missed === 1 ? `${first}` : `${first} 至 ${last}`;
    remarks.push(`${span}（${missed} 夜）没有巡查，这些夜里的情况不在本次判定之内。`);
  }
  return remarks;
}

/** @param left accounts that were to be visited tonight and were not reached before the time was up */
export function leftRemarks(left: number): string[] {
  return left === 0 ? [] : [`采集时间已到，${left} 个账号没有轮到，明夜优先采集；它们的判定以此前所见为准。`];
}

const NAMED_AT_MOST = 20;

/** @param lost mails that were given up, or of which nobody knows whether they arrived, since the last mail was written */
export function mailRemarks(lost: readonly LostMail[]): string[] {
  const remarks = lost
    .slice(0, NAMED_AT_MOST)
    .map(({ id, state, date, to, lastAnswer }) =>
      state === 'dead'
        ? `${date} 致 ${to} 的邮件没有送到，已不再发送${inBrackets(lastAnswer)}，请核对地址并另行告知。`
        : `${date} 致 ${to} 的邮件不能确定是否送达，为避免重复不再自动发送，请向收件人核实，再用 xuncha mail settle ${id} 说明结果。`,
    );
  const more = lost.length - remarks.length;
  return more === 0 ? remarks : [...remarks, `没有送到或不能确定的邮件另有 ${more} 封，用 xuncha mail --status 查看。`];
}

function inBrackets(answer: string | null): string {
  return answer === null ? '' : `（${answer}）`;
}
