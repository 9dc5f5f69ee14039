import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../model/fault.ts';
import type { Environment } from './environment.ts';
import { MIN_SECRET_LENGTH, Redactor } from './redactor.ts';

/** where secret files lie, below the home folder */
export const SECRETS_FOLDER = 'config/secrets';

export interface Secrets {
  /**
   * The secret of this name: the environment variable XUNCHA_<NAME> (upper case, `_` for other signs), else the file
   * `config/secrets/<name>`; undefined where neither is set or what is set was refused.
   */
  get(name: string): string | undefined;
  /** what was refused so far, with the reason */
  readonly faults: readonly Fault[];
  /** knows every secret that was loaded */
  readonly redactor: Redactor;
}

export type SecretRead = { readonly secret: string } | { readonly secret: null; readonly fault: Fault };

/** Reads all secret files at once; environment variables are read when they are asked for. */
export function loadSecrets(home: string, env: Environment, redactor: Redactor = new Redactor()): Secrets {
  const folder = join(home, SECRETS_FOLDER);
  const faults: Fault[] = [];
  const found = new Map<string, string>();
  const keep = (name: string, read: SecretRead) => {
    if (read.secret === null) faults.push(read.fault);
    else {
      found.set(name, read.secret);
      redactSecret(redactor, read.secret);
    }
  };
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const path = join(folder, name);
    if (name.startsWith('.') || !statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    keep(name, readSecretFile(path, `${SECRETS_FOLDER}/${name}`));
  }
  const asked = new Set<string>();
  const get = (name: string) => {
    const variable = variableOf(name);
    const value = env[variable];
    if (value !== undefined && value !== '' && !asked.has(name)) {
      // the environment goes before the file: services hand secrets over that way
      found.delete(name);
      keep(name, accepted(value, `环境变量 ${variable}`));
    }
    asked.add(name);
    return found.get(name);
  };
  return { get, faults, redactor };
}

/** `mail-password` → `XUNCHA_MAIL_PASSWORD` */
export function variableOf(name: string): string {
  return `XUNCHA_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/**
 * Reads a file that holds one secret. It is refused when group or others may read it, and when it is too short to be
 * kept out of logs.
 * @param shown as the file shall be called in faults
 */
export function readSecretFile(path: string, shown: string): SecretRead {
  const refused = (message: string): SecretRead => ({
    secret: null,
    fault: { file: shown, line: 1, column: 1, message },
  });
  try {
    // Windows has no such permissions; its files report the same mode for everybody
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      return refused(`这个密钥文件别的用户也能读或改，因此不用。请执行 chmod 600 ${path}`);
    }
    return accepted(readFileSync(path, 'utf8').trim(), shown);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '未知错误';
    return refused(`密钥文件读不出来（${code}）。请检查它是否存在、是否属于运行巡查的用户：${path}`);
  }
}

function accepted(secret: string, shown: string): SecretRead {
  if (secret.length >= MIN_SECRET_LENGTH) return { secret };
  const message = `密钥不足 ${MIN_SECRET_LENGTH} 个字符：这么短的内容无法保证不出现在日志里，因此不用。请换一个更长的密钥。`;
  return { secret: null, fault: { file: shown, line: 1, column: 1, message } };
}

/** A secret may be a whole cookie line or a JSON of cookies: what it is made of is secret by itself. */
function redactSecret(redactor: Redactor, secret: string): void {
  redactor.add(secret);
  for (const line of secret.split('\n')) redactor.add(line.trim());
  for (const [, value = ''] of secret.matchAll(/[\w-]+=([^;\s]+)(?:;|$)/g)) redactor.add(value);
  for (const [, value = ''] of secret.matchAll(/"(?:value|token|password|secret|cookie|key)"\s*:\s*"([^"]+)"/gi)) {
    redactor.add(value);
  }
}
