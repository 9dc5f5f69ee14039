import { type CommonOptions, defineCommand } from '../../command.ts';
import { EXIT } from '../../exit.ts';
import { openHome } from '../../home.ts';
import { diffRegistry, type FieldChange, type RegistryDiff } from '../../registry/diff.ts';
import { readSnapshot } from '../../registry/snapshot.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'diff',
  summary: '最近一次巡查以来，台账变了什么',
  summaryEn: 'what changed in the registry since the last run',
  configure(command, wording) {
    command.option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const home = await openHome(options);
    const snapshot = readSnapshot(home.data);
    const diff = diffRegistry(snapshot?.registry ?? { units: [], accounts: [] }, home.registry);
    const since = snapshot?.date ?? null;
    process.stdout.write(options.json ? `${JSON.stringify({ since, ...diff })}\n` : words(since, diff));
    return EXIT.done;
  },
});

const FIELD_TITLES: Readonly<Record<string, string>> = {
  name: '账号名称',
  platform: '平台',
  unit: '单位',
  owner: '主办单位',
  state: '状态',
  closedOn: '关停日期',
  kind: '类别',
  handle: '标识',
  confirmed: '人工核查',
  ownerAliases: '主办单位别名',
};

function words(since: string | null, { added, removed, changed, unitsAdded, unitsRemoved }: RegistryDiff): string {
  const lines = [
    ...unitsAdded.map((name) => `+ 单位 ${name}`),
    ...unitsRemoved.map((name) => `- 单位 ${name}`),
    ...added.map(({ id, name, unit }) => `+ ${id} ${name}（${unit}）`),
    ...removed.map(({ id, name, unit }) => `- ${id} ${name}（${unit}）`),
    ...changed.flatMap(({ account, changes }) => [`~ ${account.id} ${account.name}`, ...changes.map(changeWords)]),
  ];
  const head = since === null ? '还没有巡查过，以下是全部台账。' : `与 ${since} 的巡查相比：`;
  return `${[head, ...(lines.length > 0 ? lines : ['没有变化。'])].join('\n')}\n`;
}

function changeWords({ field, before, after }: FieldChange): string {
  return `    ${FIELD_TITLES[field] ?? field}：${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}
