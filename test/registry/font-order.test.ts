import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { List } from '../../src/lists/list.ts';
import { writeList } from '../../src/lists/write.ts';
import { annexOf } from '../../src/mail/annex.ts';
import { exportXlsx } from '../../src/registry/export.ts';
import { exampleNight } from '../mail/example-night.ts';
import { hunanQuarter } from '../report/hunan.ts';
import { partsOf } from '../report/workbook.ts';
import { sampleAdapters } from './sample-adapters.ts';

async function listed(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-list-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const list: List = { id: 'example', title: '示例', columns: [['账号', 20]], rows: () => [] };
  await writeList(list, [['示例']], 'xlsx', join(folder, 'list.xlsx'));
  return readFileSync(join(folder, 'list.xlsx'));
}

test.each([
  ['the annex of the mail', async () => (await annexOf(exampleNight([]))).bytes],
  ['a list', listed],
  ['the exported registry', () => exportXlsx(hunanQuarter().registry, sampleAdapters)],
])('in %s a font says bold, size, colour, name in the order of the schema', async (_, make) => {
  const styles = (await partsOf(await make())).get('xl/styles.xml') ?? '';
  const fonts = [...styles.matchAll(/<font>(.*?)<\/font>/gs)].map(([, children = '']) =>
    [...children.matchAll(/<(\w+)/g)].map(([, name]) => name),
  );
  expect(fonts.length).toBeGreaterThan(1);
  const order = ['b', 'sz', 'color', 'name', 'family', 'scheme'];
  for (const font of fonts) expect(font).toEqual(order.filter((name) => font.includes(name)));
});
