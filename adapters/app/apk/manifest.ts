import { readStringPool, type StringPool } from './string-pool.ts';

/** What a package says of itself. */
export interface PackageManifest {
  readonly package: string;
  readonly versionCode: number | null;
  readonly versionName: string | null;
}

// chunk types of compiled XML (Android's ResourceTypes.h)
const XML = 0x0003;
const STRING_POOL = 0x0001;
const RESOURCE_MAP = 0x0180;
const START_ELEMENT = 0x0102;
// ids of attributes in android.R.attr, which stay where a tool has emptied the names
const VERSION_CODE_ID = 0x0101021b;
const VERSION_NAME_ID = 0x0101021c;
// types of values
const TYPE_STRING = 0x03;
const TYPE_INT_DEC = 0x10;
const TYPE_INT_HEX = 0x11;
const NO_INDEX = 0xffffffff;

/**
 * Reads the compiled `AndroidManifest.xml`: the attributes of its first element, `<manifest>`.
 * Layout: a header (type, header size, size), then chunks with the same header: string pool, resource map, elements.
 *
 * @returns null for anything that is no compiled manifest with a package name; never throws
 */
export function readManifest(bytes: Uint8Array): PackageManifest | null {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // DataView answers a read beyond the end with a RangeError
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(view: DataView): PackageManifest | null {
  if (view.getUint16(0, true) !== XML) return null;
  let strings: StringPool | null = null;
  let ids: number[] = [];
  for (let at = view.getUint16(2, true); at < view.byteLength; ) {
    const type = view.getUint16(at, true);
    const headerSize = view.getUint16(at + 2, true);
    const size = view.getUint32(at + 4, true);
    if (headerSize < 8 || size < headerSize) return null;
    if (type === STRING_POOL) strings ??= readStringPool(view, at);
    if (type === RESOURCE_MAP) ids = readIds(view, at + headerSize, size - headerSize);
    if (type === START_ELEMENT) return strings && readElement(view, at + headerSize, strings, ids);
    at += size;
  }
  return null;
}

function readIds(view: DataView, at: number, size: number): number[] {
  const count = Math.min(Math.floor(size / 4), Math.floor((view.byteLength - at) / 4));
  return Array.from({ length: Math.max(0, count) }, (_, index) => view.getUint32(at + index * 4, true));
}

interface Attribute {
  readonly name: string | null;
  /** id in android.R.attr, where the name has one */
  readonly id: number | undefined;
  readonly text: string | null;
  readonly number: number | null;
}

/** Element: namespace, name, then where its attributes begin, how long each is, and how many there are. */
function readElement(view: DataView, at: number, strings: StringPool, ids: readonly number[]): PackageManifest | null {
  if (strings.at(view.getUint32(at + 4, true)) !== 'manifest') return null;
  const first = at + view.getUint16(at + 8, true);
  const length = view.getUint16(at + 10, true);
  const count = view.getUint16(at + 12, true);
  const attributes = Array.from({ length: count }, (_, index) =>
    readAttribute(view, first + index * length, strings, ids),
  );
  const own = attributes.find((one) => one.name === 'package' && one.id === undefined);
  const code = attributes.find((one) => one.id === VERSION_CODE_ID || one.name === 'versionCode');
  const name = attributes.find((one) => one.id === VERSION_NAME_ID || one.name === 'versionName');
  if (!own?.text) return null;
  return { package: own.text, versionCode: code?.number ?? null, versionName: name?.text ?? null };
}

/** Attribute: namespace, name, text as written, then the typed value (size, zero, type, data). */
function readAttribute(view: DataView, at: number, strings: StringPool, ids: readonly number[]): Attribute {
  const nameIndex = view.getUint32(at + 4, true);
  const written = view.getUint32(at + 8, true);
  const type = view.getUint8(at + 15);
  const data = view.getUint32(at + 16, true);
  return {
    name: strings.at(nameIndex),
    id: ids[nameIndex],
    text: type === TYPE_STRING ? strings.at(data) : written === NO_INDEX ? null : strings.at(written),
    number: type === TYPE_INT_DEC || type === TYPE_INT_HEX ? data : null,
  };
}
