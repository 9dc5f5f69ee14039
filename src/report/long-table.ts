import { sanitizeTextContent } from 'write-excel-file/utility';
import yauzl from 'yauzl';

/*
 * A table of names may have thousands of rows. Built as objects of the document library, each costs some 100 kB, and
 * a quarter of a large province more memory than the server has. So the library sets one model row, and the others are
 * written from its XML.
 */

/** What stands in a cell of the model row. */
export function modelText(column: number): string {
  return `⟦${column}⟧`;
}

/**
 * Puts the rows in the place of the model row, which is the last of its kind in the document. Lines of a cell become
 * paragraphs of it.
 * @param xml word/document.xml
 */
export function withRows(xml: string, rows: readonly (readonly (string | number)[])[]): string {
  const at = xml.lastIndexOf(modelText(0));
  const start = xml.lastIndexOf('<w:tr>', at);
  const end = xml.indexOf('</w:tr>', at) + '</w:tr>'.length;
  if (at < 0 || start < 0) throw new Error('the document has no model row');
  const model = piecesOf(xml.slice(start, end));
  let written = '';
  for (const row of rows) {
    written += model.cells.map((cell, column) => cell(row[column] ?? '')).join('') + model.tail;
  }
  return xml.slice(0, start) + written + xml.slice(end);
}

/** The model row, cut at its cells' paragraphs: what comes before each, and the paragraph to be repeated. */
function piecesOf(row: string): { cells: ((value: string | number) => string)[]; tail: string } {
  const cells: ((value: string | number) => string)[] = [];
  let from = 0;
  for (let column = 0; ; column += 1) {
    const at = row.indexOf(modelText(column), from);
    if (at < 0) return { cells, tail: row.slice(from) };
    const start = row.lastIndexOf('<w:p>', at);
    const end = row.indexOf('</w:p>', at) + '</w:p>'.length;
    const before = row.slice(from, start);
    const [opening, closing] = [row.slice(start, at), row.slice(at + modelText(column).length, end)];
    cells.push((value) => {
      const lines = String(value).split('\n');
      return before + lines.map((line) => opening + sanitizeTextContent(line) + closing).join('');
    });
    from = end;
  }
}

/** word/document.xml of a packed document */
export async function documentXml(docx: Buffer): Promise<string> {
  const zip = await yauzl.fromBufferPromise(docx, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== DOCUMENT_PART) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  throw new Error(`the document has no ${DOCUMENT_PART}`);
}
export const DOCUMENT_PART = 'word/document.xml';
