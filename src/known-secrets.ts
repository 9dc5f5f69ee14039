import { readPassword } from './mail/password.ts';
import type { Redactor } from './settings/redactor.ts';
import type { Settings } from './settings/schema.ts';

/** keys whose values are secret wherever they stand in the settings */
const SECRET_KEY = /token|secret|password|cookie|credential|(?:^|api|access)-?_?key$/i;

/**
 * Tells the redactor every secret that the settings hold or lead to: tokens of bridges, user names and passwords and keys in
 * addresses, the address of a heartbeat (who knows it can send one), the password of the mail server.
 */
export function redactSettings(redactor: Redactor, settings: Settings, env: NodeJS.ProcessEnv): void {
  walk(settings, '', (text, key) => {
    if (SECRET_KEY.test(key) && !key.endsWith('File')) redactor.add(text);
    if (URL.canParse(text)) redactAddress(redactor, new URL(text));
  });
  const { url } = settings.heartbeat;
  if (url !== undefined) {
    redactor.add(url);
    const { pathname, search } = new URL(url);
    if (pathname.length > 1) redactor.add(pathname.slice(1));
    redactor.add(search.slice(1));
  }
  try {
    redactor.add(readPassword(settings.mail, env) ?? '');
  } catch {
    // a password that cannot be read is told when it is needed, and cannot leak
  }
}

function redactAddress(redactor: Redactor, { username, password, searchParams }: URL): void {
  for (const part of [username, password]) if (part !== '') redactor.add(decodeURIComponent(part));
  for (const [key, value] of searchParams) if (SECRET_KEY.test(key) || key === 'k') redactor.add(value);
}

function walk(value: unknown, key: string, each: (text: string, key: string) => void): void {
  if (typeof value === 'string') each(value, key);
  else if (Array.isArray(value)) for (const item of value) walk(item, key, each);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) walk(part, name, each);
  }
}
