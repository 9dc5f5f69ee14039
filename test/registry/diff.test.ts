import { expect, test } from 'vitest';
import type { Account, Registry } from '../../src/model/account.ts';
import { diffRegistry } from '../../src/registry/diff.ts';

const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  name: `示例${id}`,
  platform: 'weibo',
  unit: '示例市',
  owner: '示例局',
  state: 'running',
  closedOn: null,
  kind: 'publishing',
  handle: { uid: '5990004001', other: 'x' },
  confirmed: [],
  ownerAliases: [],
  ...more,
});
const registry = (units: string[], ...accounts: Account[]): Registry => ({
  units: units.map((name) => ({ name, contacts: [] })),
  accounts,
});

test('what came, what went and what changed is told; order counts for nothing', () => {
  const before = registry(['示例市', '示例县'], account('a'), account('b'), account('c'));
  const after = registry(
    ['示例乙市', '示例市'],
    account('d', { unit: '示例乙市' }),
    account('c', { name: '新名', state: 'closed' }),
    account('a', { handle: { other: 'x', uid: '5990004001' } }),
  );
  expect(diffRegistry(before, after)).toEqual({
    added: [after.accounts[0]],
    removed: [before.accounts[1]],
    changed: [
      {
        account: after.accounts[1],
        changes: [
          { field: 'name', before: '示例c', after: '新名' },
          { field: 'state', before: 'running', after: 'closed' },
        ],
      },
    ],
    unitsAdded: ['示例乙市'],
    unitsRemoved: ['示例县'],
  });
});

test('a registry and itself differ in nothing', () => {
  const same = registry(['示例市'], account('a'));
  const diff = diffRegistry(same, structuredClone(same));
  expect(Object.values(diff).flat()).toEqual([]);
});
