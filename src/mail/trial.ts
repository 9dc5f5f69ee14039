import nodemailer, { type Transporter } from 'nodemailer';
import { readPassword } from './password.ts';
import { senderOf } from './sender.ts';
import { connectionOptions, type MailSettings } from './transport.ts';

/** a person is waiting */
const PATIENCE_MS = 20_000;

/**
 * Connects, encrypts and logs in as a night would, and sends nothing.
 * @throws MailSettingsUnusable, or the server's refusal
 */
export async function greetServer(settings: MailSettings, env: NodeJS.ProcessEnv): Promise<void> {
  await withServer(settings, env, (transport) => transport.verify());
}

/**
 * Sends one mail to all recipients of the supervisors' mail, past the outbox: it tells of nothing that must not be lost.
 * @throws MailSettingsUnusable, or the server's refusal
 */
export async function sendTrialMail(settings: MailSettings, env: NodeJS.ProcessEnv): Promise<void> {
  const mail = {
    from: senderOf(settings),
    to: [...settings.to],
    subject: '巡查：测试邮件',
    text: '收到这封邮件，说明巡查的邮件设置可用。以后每夜巡查的结果会发到这里。\n',
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  await withServer(settings, env, (transport) => transport.sendMail(mail));
}

async function withServer(
  settings: MailSettings,
  env: NodeJS.ProcessEnv,
  use: (transport: Transporter) => Promise<unknown>,
): Promise<void> {
  const pass = readPassword(settings, env);
  const auth = settings.user !== undefined && pass !== null ? { auth: { user: settings.user, pass } } : {};
  const transport = nodemailer.createTransport({ ...connectionOptions(settings), socketTimeout: PATIENCE_MS, ...auth });
  try {
    await use(transport);
  } finally {
    transport.close();
  }
}
