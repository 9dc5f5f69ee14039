import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quarterView } from '../../src/report/quarter.ts';
import { writeReport } from '../../src/report/write.ts';
import { hunanQuarter } from './hunan.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xuncha-report-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const view = quarterView(hunanQuarter());

test('both files are written, into a folder that need not exist, and nothing is left beside them', async () => {
  const outDir = path.join(folder, '2020', '三季度');
  const { files } = await writeReport({ view, outDir });
  expect(files).toEqual([path.join(outDir, '附件.xlsx'), path.join(outDir, '通报.docx')]);
  expect(fs.readdirSync(outDir).sort()).toEqual(['通报.docx', '附件.xlsx'].sort());
});

test('an earlier draft is replaced', async () => {
  fs.writeFileSync(path.join(folder, '通报.docx'), 'an earlier draft');
  await writeReport({ view, outDir: folder });
  expect(fs.readFileSync(path.join(folder, '通报.docx')).subarray(0, 2).toString()).toBe('PK');
});

test('a file that cannot take its place leaves nothing half written', async () => {
  fs.mkdirSync(path.join(folder, '通报.docx'));
  await expect(writeReport({ view, outDir: folder })).rejects.toThrow();
  expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('tables that do not add up are not written at all', async () => {
  const wrong = { ...view, total: { ...view.total, failed: 34 } };
  await expect(writeReport({ view: wrong, outDir: folder })).rejects.toThrow('合计');
  expect(fs.readdirSync(folder)).toEqual([]);
});
