import writeWorkbook from 'write-excel-file/node';
import yauzl from 'yauzl';

/** A small workbook of one sheet with these cells. */
export function workbookOf(rows: readonly (readonly (string | number | null)[])[], sheet = '表'): Promise<Buffer> {
  return writeWorkbook(
    rows.map((row) => [...row]),
    { sheet },
  ).toBuffer();
}

/** The parts of a document or workbook, as text. */
export async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const zip = await yauzl.fromBufferPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  return parts;
}
