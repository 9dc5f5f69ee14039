import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import { sanitizeTextContent } from 'write-excel-file/utility';

/*
 * The sheets of names and of evidence may have tens of thousands of rows. The writer of workbooks keeps several objects
 * for each cell, and a large province needs more memory than the server has. So it sets the first row, and the
 * others are written from its XML.
 */

/** Rows that look like the last row of a sheet and follow it. */
export interface FurtherRows {
  readonly rows: readonly (readonly (string | number)[])[];
  /** points */
  height(row: readonly (string | number)[]): number;
}

/** @param sheets by the place of the sheet; those that have no further rows stay as they are */
export function furtherRows(sheets: readonly (FurtherRows | null)[]): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const further = sheets[sheetIndex];
            return further ? withFurtherRows(xml, further) : xml;
          },
        },
      },
    },
  };
}

const END = '</sheetData>';

function withFurtherRows(xml: string, { rows, height }: FurtherRows): string {
  const end = xml.indexOf(END);
  const model = xml.slice(xml.lastIndexOf('<row ', end), end);
  const number = Number(/^<row r="(\d+)"/.exec(model)?.[1]);
  const cells = [...model.matchAll(/<c r="([A-Z]+)\d+" s="(\d+)"/g)].map(([, column, style]) => ({ column, style }));
  if (end < 0 || !Number.isInteger(number) || cells.length === 0) throw new Error('the sheet has no model row');
  let written = '';
  for (const [at, row] of rows.entries()) {
    const line = number + 1 + at;
    const inside = cells.map(({ column, style }, index) => {
      const start = `<c r="${column}${line}" s="${style}"`;
      const value = row[index] ?? '';
      if (value === '') return `${start}/>`;
      if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
      return `${start} t="inlineStr"><is><t xml:space="preserve">${sanitizeTextContent(value)}</t></is></c>`;
    });
    written += `<row r="${line}" ht="${height(row)}" customHeight="1">${inside.join('')}</row>`;
  }
  return xml.slice(0, end) + written + xml.slice(end);
}
