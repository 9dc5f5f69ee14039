import {
  type IFontAttributesProperties,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { inspectionSheet, listingSheet, type PlainSheet } from './annex-sheets.ts';
import { modelText } from './long-table.ts';
import { AREA_WIDTH, CELL_FACE, CELL_STYLE, HEITI, twips } from './page-layout.ts';
import type { QuarterView } from './quarter.ts';
import { printable } from './wording.ts';

/** millimetres; each adds up to the width of the type area, 156 mm */
const INSPECTION_MM = [12, 36, 28, 26, 29, 25];
const LISTING_MM = [10, 18, 26, 27, 24, 20, 31];
const CELL_MARGIN = twips(0.5);

/** Table 1: units and their numbers, with the row 合计. */
export function inspectionTable(view: QuarterView): Table {
  return tableOf(inspectionSheet(view), INSPECTION_MM);
}

/** Table 2, the accounts with problems, with a model row in the place of its rows (`withRows` puts them there). */
export function listingTable(view: QuarterView): Table {
  const sheet = listingSheet(view);
  return tableOf({ ...sheet, rows: [LISTING_MM.map((_, column) => modelText(column))] }, LISTING_MM);
}

/** The header repeats on every page, and no row is torn apart by a page break. */
function tableOf(sheet: PlainSheet, widthsMm: readonly number[]): Table {
  const widths = widthsMm.map((mm) => twips(mm));
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: AREA_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, marginUnitType: WidthType.DXA },
    rows: [
      ...headerRows(sheet.header, widths),
      ...sheet.rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((value, at) => cell(value, width(widths, at))) }),
      ),
      ...(sheet.total === null ? [] : [totalRow(sheet.total, widths)]),
    ],
  });
}

function headerRows(header: PlainSheet['header'], widths: readonly number[]): TableRow[] {
  const [upper = [], lower] = header;
  const rows = lower === undefined ? [upper] : [upper, lower];
  return rows.map(
    (row, line) =>
      new TableRow({
        cantSplit: true,
        tableHeader: true,
        children: row.flatMap((text, at) => {
          if (text === '') return [];
          const down = line === 0 && lower !== undefined && lower[at] === '';
          const right = line === 0 && !down && row[at + 1] === '';
          const across = width(widths, at) + (right ? width(widths, at + 1) : 0);
          return [cell(text, across, HEITI, { ...(down ? { rowSpan: 2 } : {}), ...(right ? { columnSpan: 2 } : {}) })];
        }),
      }),
  );
}

/** 合计 stands across 序号 and 单位 */
function totalRow([label = '', , ...rest]: readonly (string | number)[], widths: readonly number[]): TableRow {
  return new TableRow({
    cantSplit: true,
    children: [
      cell(label, width(widths, 0) + width(widths, 1), CELL_FACE, { columnSpan: 2 }),
      ...rest.map((value, at) => cell(value, width(widths, at + 2))),
    ],
  });
}

function width(widths: readonly number[], at: number): number {
  return widths[at] ?? 0;
}

function cell(
  value: string | number,
  size: number,
  font: IFontAttributesProperties = CELL_FACE,
  span: { rowSpan?: number; columnSpan?: number } = {},
): TableCell {
  return new TableCell({
    width: { size, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...span,
    children: String(value)
      .split('\n')
      .map(
        (line) =>
          new Paragraph({
            style: CELL_STYLE.id,
            children: [new TextRun({ text: printable(line), font })],
          }),
      ),
  });
}
