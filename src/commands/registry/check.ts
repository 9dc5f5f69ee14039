import { resolve } from 'node:path';
import { loadAdapters } from '../../adapters.ts';
import { type CommonOptions, defineCommand } from '../../command.ts';
import { fitted } from '../../console/text-width.ts';
import { EXIT } from '../../exit.ts';
import { defaultHome } from '../../home.ts';
import type { Adapter } from '../../model/adapter.ts';
import { type Fault, faultLine } from '../../model/fault.ts';
import { type LoadedRegistry, loadRegistry } from '../../registry/load.ts';
import { loadSettings } from '../../settings/load.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'check',
  summary: '逐条列出设置和台账中的错误：文件、行、列、怎么改',
  summaryEn: 'lists every fault of settings and registry: file, line, column and the fix',
  configure(command, wording) {
    command.option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const dir = resolve(options.home ?? defaultHome());
    const adapters = await loadAdapters();
    const loaded = await loadRegistry(dir, adapters);
    const faults = [...loadSettings(dir, adapters, process.env).faults, ...loaded.faults];
    const remarks = remarksOn(loaded, adapters);
    if (options.json) process.stdout.write(`${JSON.stringify({ faults, remarks })}\n`);
    else process.stdout.write(fitted(words(faults, remarks, loaded), process.stdout.columns));
    return faults.length > 0 ? EXIT.usage : EXIT.done;
  },
});

/** What is no fault, but what a person should know: accounts without keys, and one account under two entries. */
function remarksOn({ registry, places }: LoadedRegistry, adapters: readonly Adapter[]): Fault[] {
  const byId = new Map(adapters.map((adapter) => [adapter.id, adapter]));
  const first = new Map<string, string>();
  return registry.accounts.flatMap((account): Fault[] => {
    const place = places.get(account.id) ?? { file: '', line: 1, column: 1 };
    const key = byId.get(account.platform)?.key(account.handle) ?? '';
    if (key === '') {
      const message = `账号“${account.name}”（${account.id}）没有永久标识，查不到内容。可用 xuncha registry resolve 查找。`;
      return [{ ...place, message }];
    }
    const known = first.get(`${account.platform} ${key}`);
    first.set(`${account.platform} ${key}`, known ?? account.id);
    if (known === undefined) return [];
    return [
      { ...place, message: `账号“${account.name}”（${account.id}）与 ${known} 是平台上的同一个账号，请删去一个。` },
    ];
  });
}

function words(faults: readonly Fault[], remarks: readonly Fault[], { registry }: LoadedRegistry): string {
  const sum =
    faults.length > 0
      ? `有 ${faults.length} 处错误。`
      : `没有错误：${registry.units.length} 个单位，${registry.accounts.length} 个账号。`;
  const noted = remarks.length > 0 ? [`另有 ${remarks.length} 处请留意：`, ...remarks.map(faultLine)] : [];
  return `${[...faults.map(faultLine), sum, ...noted].join('\n')}\n`;
}
