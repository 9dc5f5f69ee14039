import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { readCsv } from './csv-sheet.ts';
import type { SheetsRead } from './sheet.ts';
import { readXlsx } from './xlsx-sheet.ts';

const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Reads a .csv or .xlsx file; what cannot be read is said in Chinese, with the line. */
export async function readSheets(path: string): Promise<SheetsRead> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '未知错误';
    return { read: false, line: 1, message: `文件读不出来（${code}）。请检查文件是否存在、当前用户有没有读取权限。` };
  }
  if (bytes.length > MAX_FILE_BYTES) return { read: false, line: 1, message: '文件超过 20 MB，不像是台账，拒绝读取。' };
  return extname(path).toLowerCase() === '.xlsx' ? readXlsx(bytes) : readCsv(bytes);
}
