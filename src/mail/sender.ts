import { hostname } from 'node:os';
import type { MailSettings } from './transport.ts';

/** Who writes: `mail.from`, else a name that tells which machine it was. */
export function senderOf({ from }: Pick<MailSettings, 'from'>): string {
  return from ?? `巡查 <xuncha@${hostname()}>`;
}
