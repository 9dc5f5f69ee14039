import { faultsOf, type Wording } from '../faults/explain.ts';
import { jsonSchemaOf } from '../faults/json-schema.ts';
import { knownKeys } from '../faults/known-keys.ts';
import { nearest } from '../faults/nearest.ts';
import { parseForgiving } from '../faults/repair.ts';
import { type Source, sourceBelow, valueAt } from '../faults/source.ts';
import type { Account } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault } from '../model/fault.ts';
import { accountShape, confirmationsOf } from './schema.ts';

export type CheckedAccount =
  | { readonly account: Account; readonly faults: readonly [] }
  | { readonly account: null; readonly faults: readonly Fault[] };

/** Checks one account: its own keys, its platform, and its handle by the schema of that platform. */
export function checkAccount(written: Source, unit: string, adapters: ReadonlyMap<string, Adapter>): CheckedAccount {
  const subject = subjectOf(written.value);
  const parsed = parseForgiving(accountShape, written.value);
  const faults = parsed.success ? [] : faultsOf(parsed.error.issues, written, accountWording(subject));
  const platform = valueAt(written.value, ['platform']);
  const adapter = typeof platform === 'string' ? adapters.get(platform) : undefined;
  if (typeof platform === 'string' && platform !== '' && adapter === undefined) {
    faults.push(unknownPlatform(written, subject, platform, [...adapters.keys()]));
  }
  const handle = adapter === undefined ? null : checkHandle(written, subject, adapter);
  faults.push(...(handle?.faults ?? []));
  if (!parsed.success || handle === null || faults.length > 0) return { account: null, faults };
  const { data } = parsed;
  const account: Account = {
    id: data.id,
    name: data.name,
    platform: data.platform,
    unit,
    owner: data.owner,
    state: data.state,
    closedOn: data.closedOn ?? null,
    kind: data.kind,
    handle: handle.value,
    confirmed: confirmationsOf(data),
    ownerAliases: data.ownerAliases as Account['ownerAliases'],
  };
  return { account, faults: [] };
}

function checkHandle(written: Source, subject: string, adapter: Adapter): { value: unknown; faults: Fault[] } {
  const given = valueAt(written.value, ['handle']);
  // a handle of the wrong type is told once, by the account's own schema
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
    return { value: null, faults: [] };
  const handle = sourceBelow(written, ['handle']);
  const parsed = parseForgiving(adapter.handle, given ?? {});
  if (parsed.success) return { value: parsed.data, faults: [] };
  const wording: Wording = {
    subject: `${subject}handle.`,
    keysAt: (path) => knownKeys(jsonSchemaOf(adapter.handle), path),
  };
  return { value: null, faults: faultsOf(parsed.error.issues, handle, wording) };
}

function accountWording(subject: string): Wording {
  return { subject, keysAt: (path) => knownKeys(jsonSchemaOf(accountShape), path) };
}

function unknownPlatform(written: Source, subject: string, platform: string, known: readonly string[]): Fault {
  const meant = nearest(platform, known);
  const advice = meant === null ? '' : `是不是想写 ${meant}？`;
  const message = `${subject}platform 的值“${platform}”不可用，现有平台：${known.join('、')}。${advice}`;
  return { file: written.file, ...written.spotOf(['platform'], 'value'), message };
}

/** `账号“示例发布”（example-1）的 `, as far as the account says who it is */
function subjectOf(value: unknown): string {
  const name = valueAt(value, ['name']);
  const id = valueAt(value, ['id']);
  const title = typeof name === 'string' ? `“${name}”` : '';
  const number = typeof id === 'string' ? `（${id}）` : '';
  return `账号${title}${number}的 `;
}
