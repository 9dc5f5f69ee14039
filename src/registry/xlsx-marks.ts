import { DomUtils, parseDocument } from 'htmlparser2';
import { fromBufferPromise, type ZipFile } from 'yauzl';
import { type CellRange, cellKey } from './sheet.ts';

/** a workbook that unpacks to more than this is refused: registries are a thousand times smaller */
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

export interface SheetMarks {
  readonly merges: readonly CellRange[];
  readonly links: ReadonlyMap<string, string>;
}

/** Merged cells and hyperlinks of each sheet by its name; null when the workbook is too large to unpack. */
export async function readXlsxMarks(bytes: Buffer): Promise<ReadonlyMap<string, SheetMarks> | null> {
  const parts = await textParts(bytes);
  if (parts === null) return null;
  const targets = relations(parts.get('xl/_rels/workbook.xml.rels') ?? '');
  const marks = new Map<string, SheetMarks>();
  for (const sheet of elements(parts.get('xl/workbook.xml') ?? '', 'sheet')) {
    const target = (targets.get(sheet.attribs['r:id'] ?? '') ?? '').replace(/^\/?(xl\/)?/, '');
    const file = target.split('/').at(-1) ?? '';
    const xml = parts.get(`xl/${target}`) ?? '';
    const links = relations(parts.get(`xl/worksheets/_rels/${file}.rels`) ?? '');
    marks.set(sheet.attribs.name ?? '', marksOf(xml, links));
  }
  return marks;
}

function marksOf(xml: string, targets: ReadonlyMap<string, string>): SheetMarks {
  // both stand behind the cells, which are many
  const tail = xml.slice(xml.lastIndexOf('</sheetData>'));
  const merges = elements(tail, 'mergeCell').flatMap((cell) => rangeOf(cell.attribs.ref ?? '') ?? []);
  const links = new Map<string, string>();
  for (const link of elements(tail, 'hyperlink')) {
    const range = rangeOf(link.attribs.ref ?? '');
    const target = targets.get(link.attribs['r:id'] ?? '');
    if (range !== null && target !== undefined) links.set(cellKey(range.top, range.left), target);
  }
  return { merges, links };
}

/** relationship id → target */
function relations(xml: string): Map<string, string> {
  return new Map(elements(xml, 'Relationship').map((one) => [one.attribs.Id ?? '', one.attribs.Target ?? '']));
}

function elements(xml: string, name: string) {
  return DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true }));
}

/** `A3:B7` or `A3` */
function rangeOf(reference: string): CellRange | null {
  const match = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(reference);
  if (match === null) return null;
  const [, left = 'A', top = '1', right = left, bottom = top] = match;
  return { top: Number(top) - 1, left: columnOf(left), bottom: Number(bottom) - 1, right: columnOf(right) };
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

async function textParts(bytes: Buffer): Promise<Map<string, string> | null> {
  const zip: ZipFile = await fromBufferPromise(bytes);
  const parts = new Map<string, string>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > MAX_UNPACKED_BYTES) return null;
    if (!/^xl\/(workbook\.xml|_rels\/|worksheets\/)/.test(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  return parts;
}
