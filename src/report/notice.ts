import { AlignmentType, Document, Packer, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { inspectionNotes, listingSheet } from './annex-sheets.ts';
import { DOCUMENT_PART, documentXml, withRows } from './long-table.ts';
import { inspectionTable, listingTable } from './notice-tables.ts';
import { annexTitles, type NoticeText, noticeText } from './notice-text.ts';
import {
  BODY_LINES,
  BODY_TRACKING,
  CELL_STYLE,
  CHARACTER,
  FANGSONG,
  fontTable,
  HEITI,
  KAITI,
  pageNumbers,
  SIZE_2,
  SIZE_3,
  SIZE_5,
  sectionProperties,
  TITLE_FACE,
  TITLE_LINES,
} from './page-layout.ts';
import type { QuarterView } from './quarter.ts';
import { printable } from './wording.ts';

/** 通报.docx: the draft that a person completes where ××× stands, and signs. */
export async function noticeDocument(view: QuarterView): Promise<Buffer> {
  if (view.failing.length === 0) return Packer.toBuffer(documentOf(view), undefined, [fontTable()]);
  const model = await documentXml(await Packer.toBuffer(documentOf(view)));
  const data = withRows(model, listingSheet(view).rows);
  return Packer.toBuffer(documentOf(view), undefined, [fontTable(), { path: DOCUMENT_PART, data }]);
}

function documentOf(view: QuarterView): Document {
  const text = noticeText(view);
  const footers = pageNumbers();
  return new Document({
    title: printable(text.title),
    creator: printable(text.issuer),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: FANGSONG, size: SIZE_3, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
      paragraphStyles: [CELL_STYLE],
    },
    sections: [
      { properties: sectionProperties(), footers, children: bodyOf(text) },
      ...attachmentsOf(view).map((children) => ({ properties: sectionProperties(), footers, children })),
    ],
  });
}

function bodyOf(text: NoticeText): Paragraph[] {
  return [
    line([run(text.documentNumber)], AlignmentType.CENTER),
    blank(),
    title([text.issuer, ...titleLines(text.title)]),
    blank(),
    line([run(text.addressees)], AlignmentType.LEFT),
    indented([run(text.basis)]),
    ...text.sections.flatMap(({ heading, paragraphs }) => [
      indented([run(heading, HEITI)], true),
      ...paragraphs.map(({ lead, text: words }) =>
        indented([...(lead === null ? [] : [run(lead, KAITI, true)]), run(words)]),
      ),
    ]),
    ...(text.deadline === null ? [] : [indented([run(text.deadline)])]),
    indented([run(text.contact)]),
    blank(),
    ...annexList(text.annexes),
    blank(),
    blank(),
    ...signature(text.issuer, text.date),
  ];
}

/** A title breaks where its sense does: before the thing that was inspected. */
function titleLines(text: string): string[] {
  const at = text.indexOf('政务新媒体');
  return at <= 0 ? [text] : [text.slice(0, at), text.slice(at)];
}

/**
 * 附件：1.… with further titles under the first; a single one has no number. No full stops; what runs on stands under
 * the first character of the title (GB/T 9704-2012, 7.3.4).
 */
function annexList(titles: readonly string[]): Paragraph[] {
  const [only] = titles;
  if (titles.length === 1 && only !== undefined) return [hanging(`附件：${only}`, 3)];
  return titles.map((name, at) =>
    at === 0 ? hanging(`附件：1.${name}`, 3 + NUMBER) : hanging(`${at + 1}.${name}`, NUMBER),
  );
}
/** `1.` in characters */
const NUMBER = 0.75;

function hanging(text: string, characters: number): Paragraph {
  const start = text.startsWith('附件') ? 2 : 5;
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    spacing: BODY_LINES,
    indent: { left: Math.round((start + characters) * CHARACTER), hanging: Math.round(characters * CHARACTER) },
    children: [run(text)],
  });
}

/** The date four characters from the right edge, the issuer centred above it as far as the line allows (7.3.5.1). */
function signature(issuer: string, date: string): Paragraph[] {
  const dateWidth = widthOf(date);
  const over = Math.max(0, 4 + (dateWidth - widthOf(issuer)) / 2);
  const right = (words: string, characters: number) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: BODY_LINES,
      indent: { right: Math.round(characters * CHARACTER) },
      children: [run(words)],
    });
  return [right(issuer, over), right(date, 4)];
}

/** in characters of full width: digits take half of one */
function widthOf(words: string): number {
  return [...words].reduce((width, character) => width + (character.charCodeAt(0) < 0x80 ? 0.5 : 1), 0);
}

/** Each attachment begins a page, with 附件N at its top left. */
function attachmentsOf(view: QuarterView): (Paragraph | ReturnType<typeof inspectionTable>)[][] {
  const titles = annexTitles(view);
  const head = (at: number) => [
    line([run(titles.length === 1 ? '附件' : `附件${at}`, HEITI)], AlignmentType.LEFT),
    blank(),
    title([titles[at - 1] ?? '']),
    blank(),
  ];
  const notes = inspectionNotes(view).map(
    (note) => new Paragraph({ spacing: { before: 60 }, children: [run(note, FANGSONG, false, SIZE_5)] }),
  );
  const inspection = [...head(1), inspectionTable(view), ...notes];
  if (titles.length === 1) return [inspection];
  return [inspection, [...head(2), listingTable(view)]];
}

function run(text: string, font = FANGSONG, bold = false, size = SIZE_3): TextRun {
  return new TextRun({
    text: printable(text),
    font,
    bold,
    size,
    ...(size === SIZE_3 ? { characterSpacing: BODY_TRACKING } : {}),
  });
}

function line(children: ParagraphChild[], alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Paragraph {
  return new Paragraph({ alignment, spacing: BODY_LINES, children });
}

function blank(): Paragraph {
  return line([], AlignmentType.LEFT);
}

/** a paragraph of the text: two characters in */
function indented(children: ParagraphChild[], heading = false): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: BODY_LINES,
    indent: { firstLine: 2 * CHARACTER },
    keepNext: heading,
    ...(heading ? { outlineLevel: 0 } : {}),
    children,
  });
}

function title(lines: readonly string[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: TITLE_LINES,
    children: lines.map(
      (text, at) =>
        new TextRun({ text: printable(text), font: TITLE_FACE, size: SIZE_2, ...(at === 0 ? {} : { break: 1 }) }),
    ),
  });
}
