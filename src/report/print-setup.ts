import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import {
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** How one sheet is printed. */
export interface PrintSetup {
  readonly sheet: string;
  /** rows from the top that repeat on every page, from 1, both included */
  readonly titleRows: readonly [number, number];
  readonly landscape: boolean;
  /** pages side by side over which the columns are spread */
  readonly pagesWide: number;
}

/** ECMA-376 part 1, 18.3.1.63: 9 is A4 */
const PAPER_A4 = 9;
const SHEET = 'xl/worksheets/sheet{id}.xml';
/** inches; a table may use more of the page than the text of a notice */
const MARGINS = { left: 0.6, right: 0.6, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 };
/** the order of ECMA-376 part 1, 18.3.1.99, as far as these sheets use it */
const SHEET_ORDER = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'mergeCells',
  'conditionalFormatting',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'ignoredErrors',
  'drawing',
];

/**
 * Repeating header rows, A4, the width of the print, page numbers: the writer of workbooks has no options for these, but lets
 * a feature add them.
 */
export function printSetup(sheets: readonly PrintSetup[]): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (xml) => xml.replace(/<definedNames\s*\/>|<definedNames><\/definedNames>/, printTitles(sheets)),
        },
        [SHEET]: {
          transform: (xml, _options, { sheetIndex }) => {
            const setup = sheets[sheetIndex];
            return setup === undefined ? xml : withPageSetup(xml, setup);
          },
        },
      },
    },
  };
}

function printTitles(sheets: readonly PrintSetup[]): string {
  const names = sheets.map(({ sheet, titleRows: [first, last] }, index) => {
    const range = sanitizeTextContent(`'${sheet.replaceAll("'", "''")}'!$${first}:$${last}`);
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${range}</definedName>`;
  });
  return `<definedNames>${names.join('')}</definedNames>`;
}

function withPageSetup(xml: string, { landscape, pagesWide }: PrintSetup): string {
  const elements = [
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    '<printOptions horizontalCentered="1"/>',
    getSelfClosingTagMarkup('pageMargins', MARGINS),
    getSelfClosingTagMarkup('pageSetup', {
      paperSize: PAPER_A4,
      fitToWidth: pagesWide,
      fitToHeight: 0,
      orientation: landscape ? 'landscape' : 'portrait',
    }),
    '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>',
  ];
  return elements.reduce(
    (whole, element) => insertElementMarkupAccordingToOrderOfSiblings(whole, element, SHEET_ORDER, 'worksheet'),
    xml,
  );
}
