import writeWorkbook, { type CellObject, type Row } from 'write-excel-file/node';
import { fontsInSchemaOrder } from '../registry/font-order.ts';
import { annexSheets, type PlainSheet } from './annex-sheets.ts';
import { verifySheets } from './arithmetic.ts';
import { type FurtherRows, furtherRows } from './further-rows.ts';
import { printSetup } from './print-setup.ts';
import type { QuarterView } from './quarter.ts';

const TITLE_ROWS = 1;
const BODY: Partial<CellObject> = { borderStyle: 'thin', alignVertical: 'center', wrap: true, fontFamily: '仿宋' };
const HEAD: Partial<CellObject> = { ...BODY, align: 'center', fontFamily: '黑体' };
const NOTE: Partial<CellObject> = { fontFamily: '仿宋', alignVertical: 'center', wrap: true };
const TITLE: Partial<CellObject> = {
  fontFamily: '方正小标宋简体',
  fontSize: 18,
  align: 'center',
  alignVertical: 'center',
  height: 36,
};

/**
 * 附件.xlsx. Every word is a text cell: a name that begins with = + - or @ stays a name.
 * @throws Error where the tables do not add up; such an annex is not written
 */
export async function annexWorkbook(view: QuarterView): Promise<Buffer> {
  const sheets = annexSheets(view);
  refuseWrongSums(view, sheets);
  return writeWorkbook(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: rowsOf(sheet, isLong(sheet) ? sheet.rows.slice(0, 1) : sheet.rows),
      columns: sheet.widths.map((width) => ({ width })),
      stickyRowsCount: TITLE_ROWS + sheet.header.length,
      showGridLines: false,
    })),
    {
      fontFamily: '仿宋',
      fontSize: 11,
      features: [
        fontsInSchemaOrder,
        printSetup(
          sheets.map(({ name, header, landscape, pagesWide }) => ({
            sheet: name,
            titleRows: [TITLE_ROWS + 1, TITLE_ROWS + header.length],
            landscape,
            pagesWide,
          })),
        ),
        // last, so that nothing else has to read through the long sheets
        furtherRows(sheets.map((sheet) => (isLong(sheet) ? furtherOf(sheet) : null))),
      ],
    },
  ).toBuffer();
}

function refuseWrongSums(view: QuarterView, sheets: readonly PlainSheet[]): void {
  const plain = sheets.slice(0, 2).map(({ name, header, rows, total }) => ({
    sheet: name,
    data: [...header, ...rows, ...(total === null ? [] : [total])],
  }));
  const faults = verifySheets(plain, view.style.rounding);
  if (faults.length === 0) return;
  throw new Error(
    `附件的数字前后不符，未写出：${faults.map(({ sheet, message }) => `${sheet}：${message}`).join('；')}`,
  );
}

/** A table that nothing stands under may be written beyond its first row without the writer's help. */
function isLong({ total, notes }: PlainSheet): boolean {
  return total === null && notes.length === 0;
}

function furtherOf({ rows, widths }: PlainSheet): FurtherRows {
  return { rows: rows.slice(1), height: (row) => heightOf(row, widths) };
}

function rowsOf(sheet: PlainSheet, rows: PlainSheet['rows']): Row[] {
  const width = sheet.widths.length;
  const across = (value: string, style: Partial<CellObject>): Row => [
    { value, type: String, columnSpan: width, ...style },
    ...Array.from({ length: width - 1 }, () => null),
  ];
  const whole = sheet.widths.reduce((sum, one) => sum + one, 0);
  return [
    across(sheet.title, TITLE),
    ...headerRows(sheet),
    ...rows.map((row) => {
      const height = heightOf(row, sheet.widths);
      return row.map((value) => ({ ...bodyCell(value, sheet.align), height }));
    }),
    ...(sheet.total === null ? [] : [totalRow(sheet.total)]),
    ...sheet.notes.map((note) => across(note, { ...NOTE, height: heightOf([note], [whole]) })),
  ];
}

/** points; programs do not all fit a row to its wrapped text by themselves */
const LINE_HEIGHT = 16;
const ROW_PADDING = 6;
/** spreadsheets refuse rows that are taller */
const TALLEST_ROW = 409;
function heightOf(row: readonly (string | number)[], widths: readonly number[]): number {
  const lines = row.map((value, at) =>
    String(value)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((widthOf(line) * SLACK) / (widths[at] ?? 1))), 0),
  );
  return Math.min(TALLEST_ROW, Math.max(1, ...lines) * LINE_HEIGHT + ROW_PADDING);
}
/** a cell's own margins, and words that do not break */
const SLACK = 1.1;

/** in characters of half width, as columns are measured */
function widthOf(text: string): number {
  let width = text.length;
  for (const character of text) if (character > '\u2e7f') width += 1;
  return width;
}

/** A cell of the first row spans what is empty to its right or below; both rows keep their borders. */
function headerRows({ header, widths }: PlainSheet): Row[] {
  const [upper = [], lower] = header;
  if (lower === undefined) {
    return [upper.map((text) => ({ value: text, type: String, height: heightOf(upper, widths), ...HEAD }))];
  }
  const height = heightOf(lower, widths);
  return [
    upper.map((text, at) => {
      if (text === '') return null;
      const down = lower[at] === '';
      const right = !down && upper[at + 1] === '';
      return {
        value: text,
        type: String,
        height,
        ...HEAD,
        ...(down ? { rowSpan: 2 } : {}),
        ...(right ? { columnSpan: 2 } : {}),
      };
    }),
    lower.map((text) => (text === '' ? null : { value: text, type: String, height, ...HEAD })),
  ];
}

function totalRow(total: readonly (string | number)[]): Row {
  const [first = '', second, ...rest] = total;
  const wide = second === '';
  return [
    { ...bodyCell(first, 'center'), height: LINE_HEIGHT + ROW_PADDING, ...(wide ? { columnSpan: 2 } : {}) },
    wide ? null : bodyCell(second ?? '', 'center'),
    ...rest.map((value) => bodyCell(value, 'center')),
  ];
}

function bodyCell(value: string | number, align: PlainSheet['align']): CellObject {
  return typeof value === 'number'
    ? { value, type: Number, align: 'center', ...BODY }
    : { value, type: String, align, ...BODY };
}
