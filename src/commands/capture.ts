import { join } from 'node:path';
import { fixtureText } from '../capture/fixture.ts';
import { type Exchange, recorded } from '../capture/recorder.ts';
import { Looker } from '../collect/look.ts';
import type { PlatformInUse } from '../collect/sources.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import type { Account } from '../model/account.ts';
import type { Sighting } from '../model/sighting.ts';
import { openOutside } from '../outside.ts';
import { writeWhole } from '../registry/files.ts';

interface Options extends CommonOptions {
  readonly out?: string;
}

export default defineCommand<Options>({
  name: 'capture',
  summary: '把一个账号全部来源的原始应答存成样本，密钥已隐去；平台改版时用来报告',
  summaryEn: 'saves the raw answers of all sources of one account as a fixture, without secrets',
  configure(command, wording) {
    command
      .argument('<id>', wording('台账中的编号', 'id in the registry'))
      .option(
        '--out <dir>',
        wording('存到这个目录（默认 data/capture/编号）', 'folder to write to (default data/capture/ID)'),
      );
  },
  async run([id = ''], options) {
    const home = await openHome(options);
    const account = home.registry.accounts.find((one) => one.id === id);
    if (account === undefined) throw new Stop(EXIT.usage, `台账中没有这个账号：${id}`);
    const folder = options.out ?? join(home.data, 'capture', id);
    const opened = openOutside(home);
    const { redactor } = home.secrets;
    const seen: { readonly source: string; readonly files: readonly string[]; readonly sighting: Sighting }[] = [];
    try {
      const platform = opened.platforms.get(account.platform) as PlatformInUse;
      for (const used of platform.sources) {
        if (!used.source.applies(account.handle, used.options)) continue;
        const exchanges: Exchange[] = [];
        const looker = new Looker(
          platform,
          recorded(opened.outside, (exchange) => exchanges.push(exchange)),
        );
        const sighting = await looker.look(used, account.handle);
        const files = exchanges.map((_, index) => `${used.id.replaceAll(':', '-')}-${index + 1}.http`);
        for (const [index, exchange] of exchanges.entries()) {
          writeWhole(join(folder, files[index] ?? ''), fixtureText(exchange, redactor));
        }
        seen.push({ source: used.id, files, sighting });
        process.stdout.write(
          `${used.id}：${sighting.outcome}${sighting.detail === '' ? '' : `（${sighting.detail}）`}，${files.length} 个应答\n`,
        );
      }
    } finally {
      await opened.close();
    }
    if (seen.length === 0) throw new Stop(EXIT.incomplete, `没有一个已配置的来源能用 ${id} 的标识查询。`);
    writeWhole(join(folder, 'capture.json'), redactor.redact(contents(account, home.now(), seen)));
    process.stdout.write(`\n已存入 ${folder}。密钥已隐去；交给别人之前，请自己再看一遍。\n`);
    return EXIT.done;
  },
});

/** What was asked, and what this version read out of it. */
function contents(account: Account, at: Temporal.Instant, seen: readonly unknown[]): string {
  const { platform, handle } = account;
  return `${JSON.stringify({ capturedAt: at, platform, handle, sources: seen }, null, 2)}\n`;
}
