import { Buffer } from 'node:buffer';
import type { Account, Registry } from '../../src/model/account.ts';
import { readCsv } from '../../src/registry/csv-sheet.ts';
import { type ImportPlan, planImport } from '../../src/registry/import.ts';
import { sampleAdapters } from './sample-adapters.ts';

export const EMPTY: Registry = { units: [], accounts: [] };
export const BIZ = 'MzAxMjM0NTY3OA==';
export const SEC_UID = 'MS4wLjABAAAAexample_key-0001';

/** what the import of this CSV would do */
export function planOf(csv: string, registry: Registry = EMPTY): ImportPlan {
  const read = readCsv(Buffer.from(csv));
  if (!read.read) throw new Error(read.message);
  return planImport(read.sheets, registry, sampleAdapters);
}

export function accountsOf(plan: ImportPlan): Account[] {
  return plan.rows.flatMap((row) => (row.change === null ? [] : [row.change.account]));
}

/** the registry after a plan was carried out */
export function carriedOut(plan: ImportPlan): Registry {
  const accounts = accountsOf(plan);
  const units = [...new Set(accounts.map((one) => one.unit))].map((name) => ({ name, contacts: [] }));
  return { units, accounts };
}
