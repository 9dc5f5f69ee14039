import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { BadObservations } from '../judge/observations-file.ts';
import { judgeStored } from '../judge/run.ts';
import type { Judgement } from '../model/finding.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly observations?: string;
}

export default defineCommand<Options>({
  name: 'judge',
  summary: '只凭规则判定已保存的（或文件中的）所见；不联网，不发信',
  summaryEn: 'judges what was stored (or a file) by the rules alone; no network, no mail',
  configure(command, wording) {
    command
      .option(
        '--observations <file>',
        wording(
          '判定这个文件中的所见（check --json 的输出，每行一个），而不是已保存的',
          'judge the observations of this file (lines of check --json) instead of the stored ones',
        ),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const home = await openHome(options);
    const { judgement } = judgeOrStop(() =>
      judgeStored({
        databaseFile: join(home.data, 'xuncha.db'),
        at: home.now(),
        observationsFile: options.observations,
        settings: home.settings,
        registry: home.registry,
        adapters: home.adapters,
      }),
    );
    process.stdout.write(options.json ? `${JSON.stringify(judgement)}\n` : words(judgement));
    return EXIT.done;
  },
});

function judgeOrStop<T>(judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof BadObservations) throw new Stop(EXIT.usage, error.message);
    throw error;
  }
}

const VERDICTS = { violation: '认定', suspected: '存疑', warning: '预警' } as const;

function words({ at, findings, undetermined, summary }: Judgement): string {
  const { running, checked, failed, passRate } = summary;
  return [
    `监测时间点 ${at}：运行 ${running} 个，检查 ${checked} 个，不合格 ${failed} 个，未判定 ${summary.undetermined} 个，合格率 ${passRate}`,
    ...findings.map(
      (one) => `${VERDICTS[one.verdict]} ${one.accountId} ${one.wording}${one.reason ? `（${one.reason}）` : ''}`,
    ),
    ...undetermined.map((one) => `未判定 ${one.accountId} ${one.reason}`),
    '',
  ].join('\n');
}
