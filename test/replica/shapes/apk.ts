/**
 * A small Android package: a zip whose binary manifest names package and version, and enough noise to pass for a file
 * that somebody would install. Formats: ZIP (PKWARE APPNOTE 4.3), AOSP `ResourceTypes.h` (ResXMLTree).
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const NOISE_BYTES = 160_000;
const NONE = 0xffffffff;

/** little endian words: [value, bytes] */
function words(...pairs: readonly (readonly [number, 1 | 2 | 4])[]): Buffer {
  const out = Buffer.alloc(pairs.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of pairs) {
    out.writeUIntLE(value, at, size);
    at += size;
  }
  return out;
}
const u16 = (...values: number[]) => words(...values.map((value) => [value, 2] as const));
const u32 = (...values: number[]) => words(...values.map((value) => [value, 4] as const));
/** ResChunk_header with its own header bytes, then the payload */
function chunk(type: number, header: Buffer, payload: Buffer): Buffer {
  const headerSize = 8 + header.length;
  return Buffer.concat([u16(type, headerSize), u32(headerSize + payload.length), header, payload]);
}

export interface PackageFacts {
  readonly package: string;
  readonly versionCode: number;
  readonly versionName: string;
}

/** AndroidManifest.xml with one element, `<manifest package android:versionCode android:versionName>` */
function manifest(facts: PackageFacts): Buffer {
  const strings = [
    'versionCode',
    'versionName',
    'android',
    'http://schemas.android.com/apk/res/android',
    'package',
    'manifest',
  ];
  strings.push(facts.package, facts.versionName);
  const index = (text: string) => strings.indexOf(text);
  const encoded = strings.map((text) => Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le'), u16(0)]));
  const offsets = encoded.map((_, i) => encoded.slice(0, i).reduce((sum, each) => sum + each.length, 0));
  const text = Buffer.concat(encoded);
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4)]);
  const poolHeader = u32(strings.length, 0, 0, 28 + 4 * strings.length, 0);
  const pool = chunk(0x0001, poolHeader, Buffer.concat([u32(...offsets), padded]));
  // resource ids of android:versionCode and android:versionName, for the first two strings
  const resources = chunk(0x0180, Buffer.alloc(0), u32(0x0101021b, 0x0101021c));

  const node = (type: number, payload: Buffer) => chunk(type, u32(1, NONE), payload);
  const namespace = u32(index('android'), 3);
  const attribute = (space: number, name: string, raw: number, type: number, value: number) =>
    Buffer.concat([u32(space, index(name), raw), words([8, 2], [0, 1], [type, 1], [value, 4])]);
  const [asString, asNumber] = [0x03, 0x10];
  const attributes = Buffer.concat([
    attribute(3, 'versionCode', NONE, asNumber, facts.versionCode),
    attribute(3, 'versionName', index(facts.versionName), asString, index(facts.versionName)),
    attribute(NONE, 'package', index(facts.package), asString, index(facts.package)),
  ]);
  const element = Buffer.concat([u32(NONE, index('manifest')), u16(20, 20, 3, 0, 0, 0), attributes]);
  const nodes = [
    node(0x0100, namespace),
    node(0x0102, element),
    node(0x0103, u32(NONE, index('manifest'))),
    node(0x0101, namespace),
  ];
  return chunk(0x0003, Buffer.alloc(0), Buffer.concat([pool, resources, ...nodes]));
}

/** A zip of stored members, in the given order. */
function zip(members: readonly (readonly [string, Buffer])[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, data] of members) {
    const title = Buffer.from(name);
    // version, flags, method 0 (stored), time and date of a fixed day
    const shared = Buffer.concat([
      u16(20, 0, 0, 0, 0x5021),
      u32(crc32(data), data.length, data.length),
      u16(title.length, 0),
    ]);
    const local = Buffer.concat([u32(0x04034b50), shared, title, data]);
    directory.push(Buffer.concat([u32(0x02014b50), u16(20), shared, u16(0, 0, 0), u32(0, at), title]));
    files.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, members.length, members.length),
    u32(index.length, at),
    u16(0),
  ]);
  return Buffer.concat([...files, index, end]);
}

function noise(seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let n = 0; n * 32 < NOISE_BYTES; n += 1) blocks.push(createHash('sha256').update(`${seed} ${n}`).digest());
  return Buffer.concat(blocks).subarray(0, NOISE_BYTES);
}

const made = new Map<string, Buffer>();

/** The installation package of these facts; the same facts give the same bytes. */
export function apk(facts: PackageFacts): Buffer {
  const key = JSON.stringify(facts);
  const known = made.get(key);
  if (known !== undefined) return known;
  const dex = Buffer.concat([Buffer.from('dex\n035\0', 'latin1'), noise(facts.package)]);
  const file = zip([
    ['AndroidManifest.xml', manifest(facts)],
    ['classes.dex', dex],
  ]);
  made.set(key, file);
  return file;
}
