import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What arrived, with the files that were written for it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** the message as received */
  readonly eml: string;
  readonly htmlFile: string | null;
}

export interface Mailbox {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

/**
 * A real mail server on this machine that keeps what it is given: for each message `001.eml` with the bytes as received,
 * `001.html` and `001.txt` with the decoded parts, and the attachments. It answers only after the files are written.
 *
 * @param folder made where it is missing
 * @param port 0: any free one
 */
export async function openMailbox(folder: string, port = 0): Promise<Mailbox> {
  mkdirSync(folder, { recursive: true });
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, answer) {
      const to = session.envelope.rcptTo.map((one) => one.address);
      buffer(stream)
        .then((raw) => keep(folder, received.length + 1, to, raw))
        .then((mail) => {
          received.push(mail);
          answer();
        })
        .catch(answer);
    },
  });
  // a client that hangs up is no fault of the mailbox
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(folder: string, number: number, to: readonly string[], raw: Buffer): Promise<ReceivedMail> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const stem = join(folder, String(number).padStart(3, '0'));
  writeFileSync(`${stem}.eml`, raw);
  if (parsed.html) writeFileSync(`${stem}.html`, parsed.html);
  if (parsed.text) writeFileSync(`${stem}.txt`, parsed.text);
  const attachments = parsed.attachments.map((attachment, index) => {
    const bytes = Buffer.from(attachment.content as ArrayBuffer);
    const name = (attachment.filename ?? `attachment-${index + 1}`).replace(/[^\p{L}\p{N}._-]/gu, '_');
    writeFileSync(`${stem}-${name}`, bytes);
    return { name, bytes };
  });
  return {
    to,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    html: parsed.html ?? '',
    text: parsed.text ?? '',
    attachments,
    eml: `${stem}.eml`,
    htmlFile: parsed.html ? `${stem}.html` : null,
  };
}
