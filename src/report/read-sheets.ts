import readWorkbook from 'read-excel-file/node';
import type { Rows } from './table-columns.ts';
import { UnreadableWorkbook } from './unreadable-workbook.ts';

export interface Sheet {
  readonly sheet: string;
  readonly data: Rows;
}

/**
 * The sheets of a workbook.
 * @param source the path of an .xlsx file, or its content
 * @throws UnreadableWorkbook
 */
export async function readSheets(source: string | Buffer): Promise<Sheet[]> {
  try {
    return (await readWorkbook(source)) as Sheet[];
  } catch (cause) {
    const name = typeof source === 'string' ? source : '工作簿';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableWorkbook(
      `${name}：无法作为 .xlsx 读取（${reason}）。请确认文件存在、未损坏，并已另存为 .xlsx 格式`,
      {
        cause,
      },
    );
  }
}
