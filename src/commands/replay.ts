import { z } from 'zod';
import { reading } from '../casework/office.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { replay } from '../replay/replay.ts';
import { replayText } from '../replay/words.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly from?: string;
  readonly to?: string;
}

export default defineCommand<Options>({
  name: 'replay',
  summary: '按现在的规则和设置重判已保存的各夜，看会有什么不同；不联网，不改动任何记录',
  summaryEn:
    'judges the stored nights again by the present rules and settings, and shows what would differ; changes nothing',
  configure(command, wording) {
    command
      .option('--from <date>', wording('从哪一天的巡查起，例如 2026-07-01', 'first night, for example 2026-07-01'))
      .option('--to <date>', wording('到哪一天的巡查止（含当日）', 'last night'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const { from, to } = windowOf(options);
    const home = await openHome(options);
    const replayed = reading(home, (db) => replay(db, home, from, to));
    const accounts = new Map(home.registry.accounts.map((account) => [account.id, account]));
    process.stdout.write(options.json ? `${JSON.stringify(replayed)}\n` : replayText(replayed, accounts));
    return EXIT.done;
  },
});

/** @throws Stop naming every fault */
function windowOf({ from = '', to = '' }: Options): { from: string; to: string } {
  const faults = Object.entries({ '--from': from, '--to': to }).flatMap(([name, value]) => {
    if (value === '') return [`缺少 ${name}。`];
    return z.iso.date().safeParse(value).success ? [] : [`${name} 须是日期，例如 2026-07-01；得到的是“${value}”。`];
  });
  if (faults.length === 0 && from > to) faults.push(`--from ${from} 在 --to ${to} 之后，没有哪一夜可判。`);
  if (faults.length > 0) throw new Stop(EXIT.usage, faults.join('\n'));
  return { from, to };
}
