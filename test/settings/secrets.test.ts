import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSecrets, readSecretFile } from '../../src/settings/secrets.ts';
import { homeWith } from '../home-folder.ts';

function homeWithSecret(name: string, content: string, mode: number): string {
  const home = homeWith({ [`config/secrets/${name}`]: content });
  chmodSync(join(home, 'config/secrets', name), mode);
  return home;
}

describe('secrets', () => {
  test('come from a file that only its owner reads, without the line end', () => {
    const secrets = loadSecrets(homeWithSecret('mail-password', 'pass-word-1\n', 0o600), {});
    expect(secrets.get('mail-password')).toBe('pass-word-1');
    expect(secrets.get('other')).toBeUndefined();
    expect(secrets.faults).toEqual([]);
  });

  test.each([0o640, 0o604, 0o644, 0o620])('a file with mode %o is refused, with the command that mends it', (mode) => {
    const secrets = loadSecrets(homeWithSecret('mail-password', 'pass-word-1', mode), {});
    expect(secrets.get('mail-password')).toBeUndefined();
    expect(secrets.faults).toHaveLength(1);
    expect(secrets.faults[0]).toMatchObject({ file: 'config/secrets/mail-password', line: 1 });
    expect(secrets.faults[0]?.message).toContain('chmod 600');
    expect(secrets.faults[0]?.message).not.toContain('pass-word-1');
  });

  test('the environment goes before the file', () => {
    const home = homeWithSecret('mail-password', 'from-the-file', 0o600);
    expect(loadSecrets(home, { XUNCHA_MAIL_PASSWORD: 'from-outside' }).get('mail-password')).toBe('from-outside');
    expect(loadSecrets(home, { XUNCHA_MAIL_PASSWORD: '' }).get('mail-password')).toBe('from-the-file');
  });

  test('what is too short is refused wherever it comes from', () => {
    const secrets = loadSecrets(homeWithSecret('short', 'abc', 0o600), { XUNCHA_OTHER: 'xyz' });
    expect(secrets.get('short')).toBeUndefined();
    expect(secrets.get('other')).toBeUndefined();
    expect(secrets.get('other')).toBeUndefined();
    expect(secrets.faults.map((fault) => fault.file)).toEqual(['config/secrets/short', '环境变量 XUNCHA_OTHER']);
  });

  test('a file that is not there says so', () => {
    const read = readSecretFile('/nowhere/secret', 'mail.passwordFile');
    expect(read).toMatchObject({ secret: null, fault: { file: 'mail.passwordFile' } });
  });

  test('every secret that was loaded is kept out of texts, the values of cookies too', () => {
    const home = homeWithSecret('weibo', 'SUB=_2A25abcdef; SUBP=003WRJxfFBd', 0o600);
    const secrets = loadSecrets(home, { XUNCHA_TOKEN: 'token-from-env' });
    secrets.get('token');
    expect(secrets.redactor.redact('cookie _2A25abcdef and 003WRJxfFBd and token-from-env')).toBe(
      'cookie [已隐去] and [已隐去] and [已隐去]',
    );
  });
});
