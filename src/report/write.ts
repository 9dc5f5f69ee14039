import path from 'node:path';
import { writeWhole } from '../store/whole-file.ts';
import { annexWorkbook } from './annex.ts';
import { noticeDocument } from './notice.ts';
import type { QuarterView } from './quarter.ts';

const NOTICE_FILE = '通报.docx';
const ANNEX_FILE = '附件.xlsx';

/**
 * Writes the notice and its annex into a folder, which is made where it is missing. Each file appears whole or not at
 * all; one of an earlier draft is replaced.
 * @throws Error where the numbers do not add up (nothing is written then) or the folder cannot be written
 */
export async function writeReport(input: {
  readonly view: QuarterView;
  readonly outDir: string;
}): Promise<{ files: string[] }> {
  const contents: [string, Buffer][] = [
    [ANNEX_FILE, await annexWorkbook(input.view)],
    [NOTICE_FILE, await noticeDocument(input.view)],
  ];
  const files: string[] = [];
  for (const [name, content] of contents) {
    const file = path.join(input.outDir, name);
    await writeWhole(file, content);
    files.push(file);
  }
  return { files };
}
