import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/settings/redactor.ts';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

const secrets = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 });

describe('a redactor', () => {
  test('takes a secret out of a text and leaves the rest', () => {
    expect(redactorOf('hunter2-hunter2').redact('login hunter2-hunter2 ok')).toBe('login [已隐去] ok');
  });

  test('refuses a secret of fewer than six characters', () => {
    const redactor = new Redactor();
    expect(redactor.add('abcde')).toBe(false);
    expect(redactor.redact('abcde')).toBe('abcde');
    expect(redactor.add('abcdef')).toBe(true);
  });

  test('takes the longer of two secrets that overlap', () => {
    expect(redactorOf('abcdef', 'abcdefghi').redact('xabcdefghix')).toBe('x[已隐去]x');
  });

  test('ends for a secret that is part of what stands in its place', () => {
    expect(redactorOf('[已隐去]xx', '已隐去]已隐去').redact('已隐去]已隐去')).toBe('[已隐去]');
  });

  test('knows a password inside the base64 of user:password, whatever the length of the user', () => {
    for (const user of ['u', 'us', 'use', 'user']) {
      const header = Buffer.from(`${user}:pass-word-123`).toString('base64');
      expect(redactorOf('pass-word-123').redact(header)).toContain('[已隐去]');
    }
  });

  test('knows a secret in addresses, forms, JSON and HTML', () => {
    const secret = 'a b&"c/d=é';
    const redactor = redactorOf(secret);
    expect(redactor.redact(`?t=${encodeURIComponent(secret)}&x`)).toBe('?t=[已隐去]&x');
    expect(redactor.redact(`t=${new URLSearchParams({ t: secret }).toString().slice(2)}&x`)).toBe('t=[已隐去]&x');
    expect(redactor.redact(`{"t":${JSON.stringify(secret)}}`)).toBe('{"t":"[已隐去]"}');
    expect(redactor.redact('<b>a b&amp;&quot;c/d=é</b>')).toBe('<b>[已隐去]</b>');
  });

  test('leaves no form of any secret in any text, and ends', () => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = redactorOf(secret);
        const forms = [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)];
        for (const form of forms) expect(redactor.redact(`${before}${form}${after}`)).toContain('[已隐去]');
        const text = redactor.redact(Buffer.from(`${before}${secret}${after}`).toString('base64'));
        expect(text).toContain('[已隐去]');
      }),
    );
  });
});
