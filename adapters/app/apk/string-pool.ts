/** All texts of a compiled XML document, found by number. */
export interface StringPool {
  /** null for a number that the pool does not have, or a text that lies outside the document */
  at(index: number): string | null;
}

const IS_UTF8 = 0x100;

/**
 * Layout: header (8 bytes), number of strings, number of styles, flags, start of the texts, start of the styles; then one
 * offset a string. A text is a length and its characters, in UTF-16 or UTF-8 by the flags.
 */
export function readStringPool(view: DataView, pool: number): StringPool {
  const headerSize = view.getUint16(pool + 2, true);
  const count = view.getUint32(pool + 8, true);
  const isUtf8 = (view.getUint32(pool + 16, true) & IS_UTF8) !== 0;
  const texts = pool + view.getUint32(pool + 20, true);
  return {
    at(index) {
      if (index >= count) return null;
      const text = texts + view.getUint32(pool + headerSize + index * 4, true);
      return isUtf8 ? readUtf8(view, text) : readUtf16(view, text);
    },
  };
}

/** Length in characters in two bytes, or in four where the highest bit is set. */
function readUtf16(view: DataView, at: number): string | null {
  const first = view.getUint16(at, true);
  const isLong = (first & 0x8000) !== 0;
  const length = isLong ? ((first & 0x7fff) << 16) | view.getUint16(at + 2, true) : first;
  return decode(view, at + (isLong ? 4 : 2), length * 2, 'utf-16le');
}

/** Length in characters, then length in bytes, each in one byte, or in two where the highest bit is set. */
function readUtf8(view: DataView, at: number): string | null {
  const afterCharacters = at + ((view.getUint8(at) & 0x80) !== 0 ? 2 : 1);
  const first = view.getUint8(afterCharacters);
  const isLong = (first & 0x80) !== 0;
  const length = isLong ? ((first & 0x7f) << 8) | view.getUint8(afterCharacters + 1) : first;
  return decode(view, afterCharacters + (isLong ? 2 : 1), length, 'utf-8');
}

function decode(view: DataView, at: number, length: number, encoding: 'utf-8' | 'utf-16le'): string | null {
  if (at + length > view.byteLength) return null;
  return new TextDecoder(encoding).decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
}
