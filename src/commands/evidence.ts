import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { KeptEvidence } from '../kept-evidence.ts';
import { openDatabase } from '../store/database.ts';
import { type VerifyReport, verifyEvidence } from '../verify.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'evidence',
  summary: '证据：verify 重新计算全部校验值和逐夜相连的校验链；show 输出一份原始应答',
  summaryEn: 'evidence: verify recomputes every hash and the chain from night to night; show prints one raw answer',
  configure(command, wording) {
    command
      .argument(
        '<action>',
        wording(
          'verify：核验全部证据；show：把一份证据的原文写到标准输出',
          'verify: all evidence; show: write one raw answer to standard output',
        ),
      )
      .argument('[hash]', wording('show 的对象，sha256:…', 'what to show, sha256:…'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run([action, hash], options) {
    const home = await openHome(options);
    if (action !== 'verify' && action !== 'show') {
      throw new Stop(EXIT.usage, `evidence 只有 verify 和 show；得到的是“${action}”。`);
    }
    const db = openDatabase(join(home.data, 'xuncha.db'));
    try {
      if (action === 'show') return show(new KeptEvidence(db, home.data), hash);
      const report = verifyEvidence(db, home.data, home.zone);
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : words(report));
      const isWhole = report.damaged.length + report.missing.length + report.broken.length === 0;
      return isWhole ? EXIT.done : EXIT.incomplete;
    } finally {
      db.close();
    }
  },
});

function show(kept: KeptEvidence, hash: string | undefined): typeof EXIT.done {
  if (!/^sha256:[0-9a-f]{64}$/.test(hash ?? ''))
    throw new Stop(EXIT.usage, '请写出要看的证据：sha256: 和 64 位十六进制数字。');
  const body = kept.read(hash ?? '');
  if (body === null) throw new Stop(EXIT.incomplete, `没有这份证据，或已按期限清理：${hash}`);
  process.stdout.write(body);
  return EXIT.done;
}

function words({ bodies, damaged, missing, links, broken, head }: VerifyReport): string {
  return [
    `证据 ${bodies} 份：${damaged.length === 0 ? '校验值全部相符' : `${damaged.length} 份与校验值不符`}`,
    ...damaged.map((hash) => `  不符：${hash}`),
    ...(missing.length > 0 ? [`应当保留而缺失的 ${missing.length} 份：`, ...missing.map((hash) => `  ${hash}`)] : []),
    `校验链 ${links} 环：${broken.length === 0 ? '逐夜相连，完好' : `断在 ${broken.join('、')}`}`,
    ...(head === null ? [] : [`最新一环：${head}`]),
    '',
  ].join('\n');
}
