import { expect, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { xuncha } from './program.ts';

test('the story of an account is printed for people and as JSON; an unknown account is an error of use', async () => {
  const home = homeWith({
    'config/registry/a.yaml': `units:
  - name: 示例市
    accounts:
      - { id: a1, name: 示例发布, platform: weibo, owner: 示例市示例局, handle: { uid: "1000000001" } }
`,
  });
  const explain = (...args: string[]) =>
    xuncha('explain', ...args, '--home', home, '--at', '2026-09-25T01:00:00+08:00');
  expect((await explain('a1')).stdout).toContain('示例发布（a1），示例市，主办单位 示例市示例局');
  expect(JSON.parse((await explain('a1', '--json')).stdout)).toMatchObject({ at: '2026-09-25T01:00:00+08:00' });
  expect((await explain('a2')).status).toBe(2);
});
