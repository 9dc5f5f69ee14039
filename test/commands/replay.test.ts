import { expect, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { xuncha } from './program.ts';

test('a replay wants a window, and tells of one without nights', async () => {
  const home = homeWith({});
  const wrong = await xuncha('replay', '--from', '2026-13-01', '--home', home);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('--from');
  expect(wrong.stderr).toContain('缺少 --to');
  const empty = await xuncha('replay', '--from', '2026-07-01', '--to', '2026-09-30', '--json', '--home', home);
  expect(JSON.parse(empty.stdout)).toEqual({ from: '2026-07-01', to: '2026-09-30', nights: [], changed: 0 });
});
