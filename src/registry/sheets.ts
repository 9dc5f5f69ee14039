import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { readCsv } from './csv-sheet.ts';
import type { SheetsRead } from './sheet.ts';
import { readXlsx, UNREADABLE_WORKBOOK } from './xlsx-sheet.ts';

const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Reads a .csv or .xlsx file, told apart by their content; what cannot be read is said in Chinese, with the line. */
export async function readSheets(path: string): Promise<SheetsRead> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '未知错误';
    return { read: false, line: 1, message: `文件读不出来（${code}）。请检查文件是否存在、当前用户有没有读取权限。` };
  }
  if (bytes.length > MAX_FILE_BYTES) return { read: false, line: 1, message: '文件超过 20 MB，不像是台账，拒绝读取。' };
  const begins = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (begins(0x50, 0x4b)) return readXlsx(bytes);
  if (begins(0xd0, 0xcf, 0x11, 0xe0) || isMarkup(bytes) || extname(path).toLowerCase() === '.xlsx')
    return { read: false, line: 1, message: UNREADABLE_WORKBOOK };
  return readCsv(bytes);
}

/** many systems hand out a web page or XML under the name .xls */
function isMarkup(bytes: Buffer): boolean {
  return /^\ufeff?\s*<(?:!doctype|html|\?xml|table|meta)/i.test(bytes.subarray(0, 200).toString('utf8'));
}
