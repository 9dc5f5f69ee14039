import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAdapters } from '../../src/adapters.ts';
import type { List } from '../../src/lists/list.ts';
import { writeList } from '../../src/lists/write.ts';
import { annexOf } from '../../src/mail/annex.ts';
import { exportXlsx } from '../../src/registry/export.ts';
import { quarterView } from '../../src/report/quarter.ts';
import { drawSample } from '../../src/report/sample.ts';
import { writeReport } from '../../src/report/write.ts';
import { exampleAccount, exampleCase, exampleNight } from '../mail/example-night.ts';
import { hunanQuarter, quarter } from '../report/hunan.ts';

const HERE = import.meta.dirname;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-ooxml-'));
  if (existsSync(join(HERE, 'node_modules'))) return;
  const installed = spawnSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (installed.status !== 0) throw new Error('the validator could not be installed');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the schemas of Office find wrong with a file; the validator ends with 1 where that is anything. */
function faultsOf(file: string, version: string): unknown[] {
  const program = join(HERE, 'node_modules', '.bin', 'ooxml-validator');
  const { stdout, stderr } = spawnSync(program, [file, '--officeVersion', version], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`the validator said nothing: ${stderr}`);
  return (JSON.parse(stdout) as { errors: unknown[] }).errors;
}

const VERSIONS = ['Office2010', 'Office2019', 'Microsoft365'];

function mustBeFaultless(file: string): void {
  for (const version of VERSIONS) expect([file, version, faultsOf(file, version)]).toEqual([file, version, []]);
}

const whole = hunanQuarter();
const sample = { ...drawSample(whole.registry, 30, '2020Q3'), sharePercent: 30, seed: '2020Q3' };

test.each([
  ['in full', whole],
  ['by sample', { ...whole, sample }],
  ['with nothing to tell', quarter({ units: [], accounts: [] }, [])],
])('the notice and its annex, %s, are what the published schemas say', async (_, input) => {
  const { files } = await writeReport({ view: quarterView(input), outDir: folder });
  for (const file of files) mustBeFaultless(file);
});

test('the annex of the night’s mail is what the published schemas say', async () => {
  const view = exampleNight([exampleAccount('甲', '示例市'), exampleAccount('乙', '示例市', { day: null })]);
  const cases = [exampleCase(1, '甲'), exampleCase(2, '乙')];
  const changes = { ...view.changes, fresh: cases };
  const { bytes } = await annexOf({ ...view, changes });
  const file = join(folder, 'annex.xlsx');
  writeFileSync(file, bytes);
  mustBeFaultless(file);
});

test('lists and the exported registry are what the published schemas say', async () => {
  const file = join(folder, 'list.xlsx');
  const list = { name: 'example', title: '示例', columns: [['账号', 20]], rows: () => [] } as unknown as List;
  await writeList(list, [['=示例'], [1], [null]], 'xlsx', file);
  mustBeFaultless(file);
  writeFileSync(file, await exportXlsx(whole.registry, await loadAdapters()));
  mustBeFaultless(file);
});
