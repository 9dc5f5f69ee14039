import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An answer of a store in its known shape, about an app that does not exist: 示例县掌上办, version 4.1.2 of 6 May 2026. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

export const APP = {
  package: 'cn.gov.shili.bangban',
  appleId: '1699000123',
  huaweiId: 'C199000123',
  vivoId: '3699001',
  harmonyPackage: 'cn.gov.shili.bangban.hmos',
} as const;
