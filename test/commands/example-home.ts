import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from '../../src/model/observation.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { homeWith } from '../home-folder.ts';

const ACCOUNTS = [
  { id: 'stale', name: '=示例停更', unit: '示例甲市' },
  { id: 'mended', name: '示例已改', unit: '示例甲市' },
  { id: 'fine', name: '示例正常', unit: '示例乙市' },
];

/** Two units, three accounts of Weibo; the name of one looks like a formula. */
export function exampleHome(settings = ''): string {
  const units = [...Map.groupBy(ACCOUNTS, ({ unit }) => unit)].map(([unit, accounts]) => {
    const rows = accounts.map(
      ({ id, name }) =>
        `      - { id: ${id}, name: ${JSON.stringify(name)}, platform: weibo, owner: ${name.slice(1)}局, handle: { uid: "599000400${ACCOUNTS.findIndex((one) => one.id === id) + 1}" } }`,
    );
    return [
      `  - name: ${unit}`,
      `    contacts: [${unit === '示例甲市' ? 'jia' : 'yi'}@example.cn]`,
      '    accounts:',
      ...rows,
    ].join('\n');
  });
  return homeWith({
    'config/xuncha.yaml': `timezone: Asia/Shanghai\n${settings}`,
    'config/registry/example.yaml': `units:\n${units.join('\n')}\n`,
  });
}

/** Stores observations as `check` does. */
export function store(home: string, observations: readonly Observation[]): void {
  mkdirSync(join(home, 'data'), { recursive: true });
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const run = new RunStore(db).check('2020-09-17', Temporal.Instant.from('2020-09-17T02:00:00+08:00'));
  for (const observation of observations) new ObservationStore(db).add(run.id, observation);
  db.close();
}
