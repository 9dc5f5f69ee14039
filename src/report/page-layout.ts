import {
  AlignmentType,
  Footer,
  type IFontAttributesProperties,
  type IParagraphStyleOptions,
  type ISectionPropertiesOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';

/*
 * GB/T 9704-2012: A4; top margin 37 mm, inner margin 28 mm, type area 156 mm × 225 mm with 22 lines of 28 characters
 * of size 3 (16 pt); page numbers in size 4 (14 pt) between dashes, 7 mm below the type area, outside on both sides.
 */
const PAGE_MM = { width: 210, height: 297 };
const AREA_MM = { top: 37, left: 28, width: 156, height: 225 };
const PAGE_NUMBER_BELOW_MM = 7;
const PAGE_NUMBER_HEIGHT_MM = 5;
const POINTS_PER_MM = 72 / 25.4;

/** millimetres in twentieths of a point, as the format counts lengths */
export function twips(mm: number): number {
  return Math.round(mm * POINTS_PER_MM * 20);
}

/** width of the type area, twentieths of a point */
export const AREA_WIDTH = twips(AREA_MM.width);
/** sizes in half-points, as the format counts them */
export const SIZE_2 = 44;
export const SIZE_3 = 32;
const SIZE_4 = 28;
/** 五号 */
export const SIZE_5 = 21;
/** one character of size 3 where 28 fill a line, twentieths of a point */
export const CHARACTER = Math.floor(AREA_WIDTH / 28);
/**
 * What is added between characters of size 3 so that 28 of them fill a line. Not a grid: programs disagree about the
 * width of its characters, and some stretch titles to its lines.
 */
export const BODY_TRACKING = CHARACTER - SIZE_3 * 10;
/** 22 lines on 225 mm: 28.99 pt */
const LINE = Math.floor((AREA_MM.height * POINTS_PER_MM * 20) / 22);
export const BODY_LINES = { line: LINE, lineRule: LineRuleType.EXACT } as const;
export const TITLE_LINES = { line: 720, lineRule: LineRuleType.EXACT } as const;

/**
 * The typefaces of official documents. `hint` makes Chinese quotation marks full width. What a computer has instead of
 * a face is named in FALL_BACKS.
 */
function face(eastAsia: string): IFontAttributesProperties {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia, hint: 'eastAsia' };
}
export const FANGSONG = face('仿宋_GB2312');
export const KAITI = face('楷体_GB2312');
export const HEITI = face('黑体');
export const TITLE_FACE = face('方正小标宋简体');
const SONGTI = face('宋体');

/** The words of a table: what thousands of cells share is said once. */
export const CELL_STYLE: IParagraphStyleOptions & { readonly id: string } = {
  id: 'Cell',
  name: '表格文字',
  basedOn: 'Normal',
  run: { font: FANGSONG, size: SIZE_5 },
  paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 20, after: 20 } },
};
/** the hint is no property of a style in every program */
export const CELL_FACE: IFontAttributesProperties = { hint: 'eastAsia' };

/** name in the document → what Windows, WPS and Office for Mac have under another name */
const FALL_BACKS: Readonly<Record<string, string>> = {
  仿宋_GB2312: 'FangSong',
  楷体_GB2312: 'KaiTi',
  黑体: 'SimHei',
  方正小标宋简体: 'SimSun',
  宋体: 'SimSun',
};

/** word/fontTable.xml with an alternative name for each face (ECMA-376 part 1, 17.8.3.1) */
export function fontTable(): { path: string; data: string } {
  const font = ([name, alternative]: [string, string]) =>
    `<w:font w:name="${name}"><w:altName w:val="${alternative}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`;
  return {
    path: 'word/fontTable.xml',
    data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(FALL_BACKS).map(font).join('')}</w:fonts>`,
  };
}

/** The page of the notice and of its attachments, each of which begins a new one. */
export function sectionProperties(): ISectionPropertiesOptions {
  const bottom = PAGE_MM.height - AREA_MM.top - AREA_MM.height;
  const right = PAGE_MM.width - AREA_MM.left - AREA_MM.width;
  return {
    type: SectionType.NEXT_PAGE,
    page: {
      size: { width: twips(PAGE_MM.width), height: twips(PAGE_MM.height) },
      margin: {
        top: twips(AREA_MM.top),
        left: twips(AREA_MM.left),
        right: twips(right),
        bottom: twips(bottom),
        header: twips(15),
        footer: twips(bottom - PAGE_NUMBER_BELOW_MM - PAGE_NUMBER_HEIGHT_MM),
      },
    },
  };
}

/** `— 1 —`: odd pages on the right, even pages on the left, one character from the edge */
export function pageNumbers(): { default: Footer; even: Footer } {
  const number = (alignment: 'right' | 'left') =>
    new Footer({
      children: [
        new Paragraph({
          alignment: alignment === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          indent: { [alignment]: SIZE_4 * 10 },
          children: [new TextRun({ font: SONGTI, size: SIZE_4, children: ['— ', PageNumber.CURRENT, ' —'] })],
        }),
      ],
    });
  return { default: number('right'), even: number('left') };
}
