import type { Account } from '../model/account.ts';
import type { Summary } from '../model/finding.ts';
import type { Stood } from './history.ts';
import type { Replay, ReplayedNight } from './replay.ts';

const VERDICT_WORDS: Readonly<Record<Stood['verdict'], string>> = { violation: '认定', suspected: '存疑' };

/** What would change, night by night, on a terminal; what differs as on the night before is not said again. */
export function replayText(replay: Replay, accounts: ReadonlyMap<string, Account>): string {
  const { from, to, nights, changed } = replay;
  if (nights.length === 0) return `${from} 至 ${to} 没有完成的巡查。\n`;
  const told = nights.map((night, index) => nightLines(night, nights[index - 1], accounts));
  return `${[
    `${from} 至 ${to}：按现在的规则、设置和台账重判 ${nights.length} 夜，${changed === 0 ? '结果完全相同。' : `有 ${changed} 夜与当时不同。`}`,
    ...told.flat(),
  ].join('\n')}\n`;
}

function nightLines(
  night: ReplayedNight,
  before: ReplayedNight | undefined,
  accounts: ReadonlyMap<string, Account>,
): string[] {
  const line = ({ accountId, verdict, wording }: Stood) =>
    `${accounts.get(accountId)?.name ?? accountId}（${accountId}）${VERDICT_WORDS[verdict]}：${wording}`;
  const added = night.added.map((one) => `  会多出　${line(one)}`);
  const dropped = night.dropped.map((one) => `  会没有　${line(one)}`);
  const earlier = new Set([
    ...(before?.added.map((one) => `  会多出　${line(one)}`) ?? []),
    ...(before?.dropped.map((one) => `  会没有　${line(one)}`) ?? []),
  ]);
  const lines = [...added, ...dropped];
  const fresh = lines.filter((text) => !earlier.has(text));
  const same = lines.length - fresh.length;
  const { was, now } = night.summary;
  return [
    `${night.date}　${figures(was) === figures(now) ? figures(now) : `${figures(was)} → ${figures(now)}`}`,
    ...fresh,
    ...(same > 0 ? [`  与前一夜相同的差别 ${same} 处`] : []),
  ];
}

function figures({ checked, failed, undetermined, passRate }: Summary): string {
  return `检查 ${checked}，不合格 ${failed}，未判定 ${undetermined}，合格率 ${passRate}`;
}
