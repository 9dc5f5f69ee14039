import { Looker } from '../../collect/look.ts';
import { type PlatformInUse, sourceAsUsed } from '../../collect/sources.ts';
import { type CommonOptions, defineCommand } from '../../command.ts';
import { EXIT } from '../../exit.ts';
import { openHome } from '../../home.ts';
import { openOutside } from '../../outside.ts';
import { registryYamlFiles, writeRegistryFiles } from '../../registry/files.ts';
import { type Resolution, resolvedPlan, resolveKeys } from '../../registry/resolve.ts';
import { applyImport } from '../../registry/write.ts';

interface Options extends CommonOptions {
  readonly write?: boolean;
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'resolve',
  summary: '为缺少永久标识的账号查找标识；加 --write 才写入确定的',
  summaryEn: 'looks up missing permanent keys; writes those that are sure only with --write',
  configure(command, wording) {
    command
      .option(
        '--write',
        wording('把名称一致、只有一个的结果写入台账', 'write what was found once, under the very name'),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const home = await openHome(options);
    const opened = openOutside(home);
    const lookers = new Map<string, Looker>();
    const found: Resolution[] = [];
    try {
      const asking = resolveKeys(home.registry.accounts, home.adapters, (source, account) => {
        const platform = opened.platforms.get(account.platform) as PlatformInUse;
        const looker = lookers.get(account.platform) ?? new Looker(platform, opened.outside);
        lookers.set(account.platform, looker);
        return looker.search(sourceAsUsed(platform, source), account);
      });
      for await (const resolution of asking) {
        found.push(resolution);
        if (!options.json) process.stdout.write(words(resolution));
      }
    } finally {
      await opened.close();
    }
    const plan = resolvedPlan(found);
    const { files, refused } = applyImport(plan, registryYamlFiles(home.dir), home.places);
    if (options.write) await writeRegistryFiles(home.dir, files, home.adapters);
    if (options.json) process.stdout.write(`${JSON.stringify({ found, refused, written: options.write === true })}\n`);
    else process.stdout.write(summary(found, plan.rows.length, refused, options.write === true));
    return found.every(({ handle }) => handle !== null) ? EXIT.done : EXIT.incomplete;
  },
});

function words({ account, handle, isSure, says }: Resolution): string {
  const mark = handle === null ? '✗' : isSure ? '✓' : '!';
  return `${mark} ${account.id} ${account.name}\n${says.map((line) => `    ${line}\n`).join('')}`;
}

function summary(found: readonly Resolution[], sure: number, refused: readonly string[], isWritten: boolean): string {
  if (found.length === 0) return `没有能查找的标识。\n${ELSEWHERE}`;
  const next = isWritten ? '已写入确定的标识。' : sure > 0 ? '还没有写入；核对后请加上 --write 再运行一次。' : '';
  return `\n缺少标识 ${found.length} 个，确定 ${sure} 个。${next}\n${refused.map((line) => `${line}\n`).join('')}${sure < found.length ? ELSEWHERE : ''}`;
}

/** why nothing else is looked for: a search by name finds namesakes, and a link tells for sure */
const ELSEWHERE =
  '其余的标识请从链接取：微博、抖音、头条的主页，苹果、华为、鸿蒙的商店页面（凭安卓包名认不准）。填进表里再导入即可。\n';
