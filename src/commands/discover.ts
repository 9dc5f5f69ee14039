import { Looker } from '../collect/look.ts';
import { sourceAsUsed } from '../collect/sources.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { type Discovery, discover, type Proposal } from '../discover/discover.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { openOutside } from '../outside.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly most?: string;
}

export default defineCommand<Options>({
  name: 'discover',
  summary: '按单位和主办单位的名称搜索各平台，提出可能没有登记的账号；只提出，不登记',
  summaryEn: 'searches the platforms for accounts of the units that were never filed; proposes, adopts nothing',
  configure(command, wording) {
    command
      .argument('[unit...]', wording('只搜索这些单位（默认：台账中的全部单位）', 'only these units (default: all)'))
      .option('--most <count>', wording('每个来源最多搜索几次', 'searches that one source is asked for at most'), '20')
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(units, options) {
    const most = Number(options.most);
    if (!Number.isInteger(most) || most < 1) {
      throw new Stop(EXIT.usage, `--most 须是正整数；得到的是“${options.most}”。`);
    }
    const home = await openHome(options);
    const missing = units.filter((name) => !home.registry.units.some((unit) => unit.name === name));
    if (missing.length > 0) throw new Stop(EXIT.usage, `台账中没有这些单位：${missing.join('、')}`);
    const opened = openOutside(home);
    const lookers = new Map(
      [...opened.platforms].map(([id, platform]) => [id, { platform, looker: new Looker(platform, opened.outside) }]),
    );
    try {
      const found = await discover(home.registry, home.adapters, units, most, async (adapter, source, words) => {
        const own = lookers.get(adapter.id);
        if (own === undefined) throw new Error(`no platform ${adapter.id}`);
        return own.looker.similar(sourceAsUsed(own.platform, source), words);
      });
      process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : discoveryText(found));
      return found.troubles.length === 0 ? EXIT.done : EXIT.incomplete;
    } finally {
      await opened.close();
    }
  },
});

function discoveryText({ searches, proposals, troubles }: Discovery): string {
  return `${[
    ...proposals.flatMap(proposalLines),
    ...troubles,
    proposals.length === 0
      ? `搜索 ${searches} 次，没有发现台账之外的账号；搜不到不等于没有。`
      : `搜索 ${searches} 次，发现可能没有登记的账号 ${proposals.length} 个；请逐个核实，属实的登记入台账。`,
  ].join('\n')}\n`;
}

function proposalLines({ platform, name, keys, unit, why, source }: Proposal): string[] {
  const handle = Object.entries(keys).map(([key, value]) => `${key}=${String(value)}`);
  return [`${unit}　${platform}　${name}（${handle.join('，')}）`, `    ${why}（来源 ${source}）`];
}
