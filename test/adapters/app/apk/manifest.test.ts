import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../adapters/app/apk/manifest.ts';
import { compiledManifest } from '../package-file.ts';

const SAID = { package: 'cn.gov.shili.bangban', versionCode: 412, versionName: '4.1.2' };

describe('the manifest within a package', () => {
  it('names the package and its version, with texts in UTF-16', () => {
    expect(readManifest(compiledManifest({ ...SAID, encoding: 'utf-16' }))).toEqual(SAID);
  });

  it('names the package and its version, with texts in UTF-8', () => {
    expect(readManifest(compiledManifest({ ...SAID, encoding: 'utf-8' }))).toEqual(SAID);
  });

  it('is read by the ids of its attributes where their names were emptied', () => {
    expect(readManifest(compiledManifest({ ...SAID, namesEmptied: true }))).toEqual(SAID);
  });

  it('is not taken from an element of another name', () => {
    expect(readManifest(compiledManifest({ ...SAID, element: 'resources' }))).toBeNull();
  });

  it('is nothing where a document is empty or text', () => {
    expect(readManifest(new Uint8Array())).toBeNull();
    expect(readManifest(Buffer.from('<manifest package="cn.gov.shili.bangban"/>'))).toBeNull();
  });

  it('never throws, and never names a package that the bytes do not hold', () => {
    const original = compiledManifest(SAID);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(original.length),
        (changes, length) => {
          const bytes = Buffer.from(original);
          for (const [at, value] of changes) bytes[at] = value;
          const read = readManifest(bytes.subarray(0, length));
          const held = bytes.toString('utf16le') + bytes.subarray(1).toString('utf16le') + bytes.toString('utf8');
          if (read) expect(held).toContain(read.package);
        },
      ),
      { seed: 20260925, numRuns: 2000 },
    );
  });

  it('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        bytes.set([3, 0, 8, 0].slice(0, bytes.length));
        readManifest(bytes);
      }),
      { seed: 20260925, numRuns: 2000 },
    );
  });
});
