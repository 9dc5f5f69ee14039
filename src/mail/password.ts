import { readFileSync, statSync } from 'node:fs';
import type { Settings } from '../settings/schema.ts';

/** The settings do not allow sending; `message` says what to do. Nothing was tried and nothing is lost. */
export class MailSettingsUnusable extends Error {}

/**
 * The password for `mail.user`: from the environment variable XUNCHA_MAIL_PASSWORD, else from the file. Null where no
 * user is set.
 * @throws MailSettingsUnusable
 */
export function readPassword(settings: Settings['mail'], env: NodeJS.ProcessEnv): string | null {
  if (!settings.user) return null;
  const fromEnv = env.XUNCHA_MAIL_PASSWORD;
  if (fromEnv) return fromEnv;
  const file = settings.passwordFile;
  if (!file) {
    throw new MailSettingsUnusable(
      '设置了 mail.user，但没有密码。请设置环境变量 XUNCHA_MAIL_PASSWORD，或用 mail.passwordFile 指明只有本人可读的密码文件。',
    );
  }
  let password: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) {
      throw new MailSettingsUnusable(`密码文件 ${file} 可被他人读取，未使用。请执行 chmod 600 ${file}。`);
    }
    password = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof MailSettingsUnusable) throw error;
    throw new MailSettingsUnusable(
      `读不到密码文件 ${file}（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）。`,
    );
  }
  if (!password) throw new MailSettingsUnusable(`密码文件 ${file} 是空的。`);
  return password;
}
