import { crc32, deflateRawSync } from 'node:zlib';

/** Little-endian numbers of the given widths, one after the other. */
function numbers(...pairs: readonly (readonly [width: 1 | 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    pairs.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      bytes.writeUIntLE(value < 0 ? 2 ** (8 * width) + value : value, 0, width);
      return bytes;
    }),
  );
}

export interface ManifestText {
  readonly package: string;
  readonly versionCode: number;
  readonly versionName: string;
  readonly encoding?: 'utf-8' | 'utf-16';
  /** build tools may empty the names of attributes that have an id */
  readonly namesEmptied?: boolean;
  readonly element?: string;
}

/** A compiled manifest with one element, as the platform's build tools write it. */
export function compiledManifest(given: ManifestText): Buffer {
  const { encoding = 'utf-16', namesEmptied = false, element = 'manifest' } = given;
  const named = (name: string) => (namesEmptied ? '' : name);
  const texts = [named('versionCode'), named('versionName'), 'package', element, given.package, given.versionName];
  const chunk = (type: number, header: Buffer, content: Buffer) =>
    Buffer.concat([
      numbers([2, type], [2, 8 + header.length], [4, 8 + header.length + content.length]),
      header,
      content,
    ]);
  const none = -1;
  const attribute = (name: number, raw: number, type: number, data: number) =>
    numbers([4, none], [4, name], [4, raw], [2, 8], [1, 0], [1, type], [4, data]);
  const attributes = [attribute(0, none, 0x10, given.versionCode), attribute(1, 5, 0x03, 5), attribute(2, 4, 0x03, 4)];
  const start = chunk(
    0x0102,
    numbers([4, 1], [4, none]),
    Buffer.concat([numbers([4, none], [4, 3], [2, 20], [2, 20], [2, 3], [2, 0], [2, 0], [2, 0]), ...attributes]),
  );
  const ids = chunk(0x0180, Buffer.alloc(0), numbers([4, 0x0101021b], [4, 0x0101021c]));
  return chunk(0x0003, Buffer.alloc(0), Buffer.concat([pool(texts, encoding, chunk), ids, start]));
}

function pool(
  texts: readonly string[],
  encoding: 'utf-8' | 'utf-16',
  chunk: (type: number, header: Buffer, content: Buffer) => Buffer,
): Buffer {
  const encoded = texts.map((text) => {
    if (encoding === 'utf-16')
      return Buffer.concat([numbers([2, text.length]), Buffer.from(text, 'utf16le'), numbers([2, 0])]);
    const bytes = Buffer.from(text, 'utf8');
    return Buffer.concat([numbers([1, text.length], [1, bytes.length]), bytes, numbers([1, 0])]);
  });
  const offsets = encoded.map((_, index) => encoded.slice(0, index).reduce((sum, one) => sum + one.length, 0));
  const all = Buffer.concat(encoded);
  const padded = Buffer.concat([all, Buffer.alloc((4 - (all.length % 4)) % 4)]);
  const flags = encoding === 'utf-8' ? 0x100 : 0;
  const header = numbers([4, texts.length], [4, 0], [4, flags], [4, 28 + texts.length * 4], [4, 0]);
  return chunk(0x0001, header, Buffer.concat([...offsets.map((at) => numbers([4, at])), padded]));
}

/** A zip archive of these members, in this order. */
function archive(members: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of members) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name, 'utf8');
    const facts = numbers(
      [2, 20],
      [2, 0],
      [2, 8],
      [2, 0],
      [2, 0x21],
      [4, crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, title.length],
      [2, 0],
    );
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), facts, title, packed]);
    bodies.push(local);
    directory.push(
      Buffer.concat([
        Buffer.from([0x50, 0x4b, 1, 2]),
        numbers([2, 20]),
        facts,
        numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
        title,
      ]),
    );
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const count = members.length;
  const end = numbers([2, 0], [2, 0], [2, count], [2, count], [4, list.length], [4, at], [2, 0]);
  return Buffer.concat([...bodies, list, Buffer.from([0x50, 0x4b, 5, 6]), end]);
}

/** Bytes that cannot be compressed, the same each time. */
export function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (state * 48271) % 0x7fffffff;
      return state & 0xff;
    }),
  );
}

export interface PackageText extends Partial<ManifestText> {
  readonly package: string;
  readonly manifestLast?: boolean;
  /** members besides the manifest */
  readonly otherMembers?: number;
  readonly contentBytes?: number;
  /** length of their names, so that the directory at the end grows */
  readonly nameBytes?: number;
}

/** An Android package whose manifest says what is given. */
export function packageFile(given: PackageText): Buffer {
  const { manifestLast = false, otherMembers = 1, contentBytes = 150_000, nameBytes = 0 } = given;
  const manifest = [
    'AndroidManifest.xml',
    compiledManifest({ versionCode: 412, versionName: '4.1.2', ...given }),
  ] as const;
  const each = Math.ceil(contentBytes / otherMembers);
  const content = noise(each);
  const rest = Array.from(
    { length: otherMembers },
    (_, index) => [`assets/part-${index}`.padEnd(nameBytes, 'x'), content] as const,
  );
  return archive(manifestLast ? [...rest, manifest] : [manifest, ...rest]);
}
