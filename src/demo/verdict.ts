import type { HunanWorld } from '../../test/replica/hunan.ts';
import type { ReceivedMail } from '../mail/mailbox.ts';
import type { Judgement } from '../model/finding.ts';
import type { AccountNight } from '../model/night.ts';

/** In what the last night was judged otherwise than its world was described; each a sentence for people. */
export function deviations(
  world: HunanWorld,
  judgement: Judgement,
  accounts: ReadonlyMap<string, AccountNight>,
  mail: ReceivedMail | null,
): string[] {
  const { expected } = world;
  const found: string[] = [];
  const violating = (rule: string) =>
    judgement.findings.filter((one) => one.rule === rule && one.verdict === 'violation').map((one) => one.accountId);
  const compare = (what: string, wantedIds: Iterable<string>, gotIds: Iterable<string>) => {
    const wanted = new Set(wantedIds);
    const got = new Set(gotIds);
    const missing = [...wanted.difference(got)];
    const extra = [...got.difference(wanted)];
    if (missing.length > 0) found.push(`${what}：缺 ${missing.join('、')}`);
    if (extra.length > 0) found.push(`${what}：多 ${extra.join('、')}`);
  };
  compare('停更', expected.stale.keys(), violating('stale'));
  compare('未提供互动功能', expected.noInteraction, violating('no-interaction'));
  for (const [rule, id] of Object.entries(expected.others)) compare(rule, [id], violating(rule));
  compare('未判定', expected.undetermined, new Set(judgement.undetermined.map((one) => one.accountId)));
  for (const [id, date] of expected.stale) {
    const seen = accounts.get(id)?.lastUpdate?.at.slice(0, 10) ?? null;
    if (seen !== date) found.push(`${id}：最后更新应为 ${date ?? '无动态信息'}，得到 ${seen ?? '无'}`);
  }
  if (mail === null) found.push('没有收到最后一夜的邮件');
  else {
    const names = world.notice.accounts.map((account) => account.name).filter((name) => !mail.text.includes(name));
    if (names.length > 0) found.push(`邮件中没有：${names.join('、')}`);
  }
  return found;
}
