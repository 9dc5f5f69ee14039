import { createHash } from 'node:crypto';
import type { Adapter } from '../model/adapter.ts';

const PREFIXES: Readonly<Record<string, string>> = { wechat: 'wx', weibo: 'wb', douyin: 'dy', toutiao: 'tt' };
/** longer keys are cut at the front, where many of them are alike */
const LONGEST_KEY = 24;

/**
 * An id for a new account: stable, because it comes from the permanent key, and readable: `wb-5990004001`,
 * `wx-gh_0123456789ab`. Without a key it comes from name and owner.
 */
export function newAccountId(
  adapter: Adapter,
  handle: unknown,
  name: string,
  owner: string,
  taken: (id: string) => boolean,
): string {
  const key = adapter.key(handle).replaceAll(/[^A-Za-z0-9._-]/g, '');
  const stem = `${PREFIXES[adapter.id] ?? adapter.id}-${key === '' ? digest(`${name}\n${owner}`) : key.slice(-LONGEST_KEY)}`;
  let id = stem;
  for (let number = 2; taken(id); number += 1) id = `${stem}-${number}`;
  return id;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
