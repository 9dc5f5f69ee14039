import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNightPage } from '../../src/mail/night-page.ts';
import { homeWith } from '../home-folder.ts';
import { exampleAccount, exampleCase, exampleFinding, exampleNight } from './example-night.ts';

const ids = Array.from({ length: 300 }, (_, at) => `n${String(at).padStart(3, '0')}`);
const quiet = exampleNight(ids.map((id) => exampleAccount(id, '示例市', { name: `<b>示例</b>${id}` })));
const view = {
  ...quiet,
  judgement: { ...quiet.judgement, findings: ids.map((id) => exampleFinding(id)) },
  changes: { ...quiet.changes, fresh: ids.map((id, at) => exampleCase(at + 1, id)) },
};

test('the page of the night leaves no account out, and text from outside stays text', async () => {
  const data = homeWith({});
  const file = await writeNightPage(data, view);
  expect(file).toBe(join(data, 'night', '2020-09-17.html'));
  const html = readFileSync(file, 'utf8');
  for (const id of ids) expect(html).toContain(`&lt;b&gt;示例&lt;/b&gt;${id}`);
});

test('a later run of the date replaces it, and it loads nothing from elsewhere', async () => {
  const data = homeWith({});
  await writeNightPage(data, view);
  const file = await writeNightPage(data, { ...view, remarks: ['示例说明'] });
  expect(readdirSync(join(data, 'night'))).toEqual(['2020-09-17.html']);
  const html = readFileSync(file, 'utf8');
  expect(html).toContain('示例说明');
  expect(html).not.toMatch(/<(script|img|link|iframe)|src=/);
});
