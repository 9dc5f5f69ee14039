import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';

/** the order of ECMA-376 part 1, 18.8.22, that strict readers insist on */
const FONT_CHILDREN = [
  'b',
  'i',
  'strike',
  'condense',
  'extend',
  'outline',
  'shadow',
  'u',
  'vertAlign',
  'sz',
  'color',
  'name',
  'family',
  'charset',
  'scheme',
];

/** The writer of workbooks names a font before its size, which the schema of the format does not allow. */
export const fontsInSchemaOrder: Feature<Stream | Buffer | Blob> = {
  files: {
    transform: {
      'xl/styles.xml': {
        transform: (xml) =>
          xml.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => `<font>${ordered(children)}</font>`),
      },
    },
  },
};

function ordered(children: string): string {
  const tags = children.match(/<\w+[^>]*\/>/g) ?? [];
  const place = (tag: string) => FONT_CHILDREN.indexOf(/\w+/.exec(tag)?.[0] ?? '');
  return tags.toSorted((a, b) => place(a) - place(b)).join('');
}
