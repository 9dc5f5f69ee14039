import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Settings } from '../settings/schema.ts';

export type MailSettings = Settings['mail'];

/**
 * What became of one attempt.
 * - `later`: the mail server has not taken it (4xx, no connection, a line cut without an answer)
 * - `never`: it refuses this mail to this recipient for good (5xx)
 * - `uncertain`: everything was handed over and we waited in vain for the answer
 */
export type Delivery =
  | { readonly taken: true; readonly answer: string }
  | { readonly taken: false; readonly reaction: 'later' | 'never' | 'uncertain'; readonly answer: string }
  | { readonly taken: false; readonly reaction: 'unreachable'; readonly answer: string };

export interface Letter {
  readonly from: string;
  readonly to: string;
  /** the whole message, RFC 5322 */
  readonly raw: Buffer;
  /** called when only the end mark of the message has still to leave; what it writes must be durable when it returns */
  readonly beforeEnd: () => void;
}

/** RFC 5321 §4.5.3.2 asks for ten minutes of patience after the end of the text; shorter waits make doubles. */
const SILENCE_MS = 10 * 60_000;
const CONNECT_MS = 20_000;
const GREETING_MS = 30_000;
const QUIT_MS = 2_000;
const PIECE_BYTES = 16_384;
/** the reply of a server that ends the conversation, for instance after so many mails */
const CLOSING = 421;
/** replies about our login, not about the recipient (RFC 4954) */
const ABOUT_US: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** STARTTLS is demanded and certificates are verified except towards this machine itself, where nobody listens between. */
export function connectionOptions(settings: MailSettings): SMTPConnection.Options {
  const loopback = isLoopback(settings.host ?? '');
  return {
    host: settings.host ?? '',
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls' && !loopback,
    ignoreTLS: settings.tls === 'off',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    tls: { rejectUnauthorized: !loopback, minVersion: 'TLSv1.2' },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** One conversation with the mail server for all mails of a round; it is opened when first needed, and anew after a fault. */
export class MailLine {
  readonly #settings: MailSettings;
  readonly #password: string | null;
  #connection: SMTPConnection | null = null;

  constructor(settings: MailSettings, password: string | null) {
    this.#settings = settings;
    this.#password = password;
  }

  /** Tries once; and once more over a new line where the server hung up on one that had served other mails before. */
  async deliver(letter: Letter): Promise<Delivery> {
    const reused = this.#connection !== null;
    const first = await this.#attempt(letter);
    if (reused && first.hungUp) return (await this.#attempt(letter)).delivery;
    return first.delivery;
  }

  async #attempt(letter: Letter): Promise<{ readonly delivery: Delivery; readonly hungUp: boolean }> {
    let connection: SMTPConnection;
    try {
      connection = await this.#open();
    } catch (error) {
      return { delivery: { taken: false, reaction: 'unreachable', answer: this.#words(error) }, hungUp: false };
    }
    const progress = { ended: false };
    try {
      const answer = await send(connection, letter, progress);
      return { delivery: { taken: true, answer: this.#redact(answer) }, hungUp: false };
    } catch (error) {
      this.#drop();
      const fault = error as SmtpFault;
      const hungUp = !progress.ended && (fault.responseCode === undefined || fault.responseCode === CLOSING);
      const reaction = reactionTo(fault, progress.ended);
      return { delivery: { taken: false, reaction, answer: this.#words(error) }, hungUp };
    }
  }

  /** Says goodbye; a server that does not answer is left after two seconds. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    if (!connection) return;
    const ended = new Promise<void>((resolve) => connection.once('end', () => resolve()));
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, QUIT_MS);
    connection.quit();
    await Promise.race([ended, patience]);
    clearTimeout(timer);
    connection.close();
  }

  async #open(): Promise<SMTPConnection> {
    if (this.#connection) return this.#connection;
    const connection = new SMTPConnection(connectionOptions(this.#settings));
    // a server may hang up between two mails; the next `send` then fails by itself
    connection.once('end', () => {
      if (this.#connection === connection) this.#connection = null;
    });
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const { user } = this.#settings;
    if (user && this.#password !== null) {
      const pass = this.#password;
      await new Promise<void>((resolve, reject) => {
        connection.on('error', reject);
        connection.login({ credentials: { user, pass } } as SMTPConnection.AuthenticationType, (error) =>
          error ? reject(error) : resolve(),
        );
      }).catch((error: unknown) => {
        connection.close();
        throw error;
      });
    }
    this.#connection = connection;
    return connection;
  }

  #drop(): void {
    this.#connection?.close();
    this.#connection = null;
  }

  #words(error: unknown): string {
    return this.#redact(error instanceof Error ? error.message : String(error));
  }

  #redact(text: string): string {
    const secrets = this.#password ? [this.#password, Buffer.from(this.#password).toString('base64')] : [];
    return secrets.reduce((cleaned, secret) => cleaned.split(secret).join('***'), text).slice(0, 500);
  }
}

interface SmtpFault extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

function send(connection: SMTPConnection, letter: Letter, progress: { ended: boolean }): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = Readable.from(pieces(letter, progress), { objectMode: false, highWaterMark: PIECE_BYTES });
    const envelope = { from: letter.from, to: [letter.to], size: letter.raw.length };
    connection.send(envelope, text, (error, info) => (error ? reject(error) : resolve(info.response)));
  });
}

/**
 * The message bit by bit. The client adds the end mark when this ends, and a server must throw away a text without one
 * (RFC 5321 §4.1.1.4), so whoever dies before `beforeEnd` has certainly sent nothing.
 */
function* pieces(letter: Letter, progress: { ended: boolean }): Generator<Buffer> {
  for (let from = 0; from < letter.raw.length; from += PIECE_BYTES) {
    yield letter.raw.subarray(from, from + PIECE_BYTES);
  }
  letter.beforeEnd();
  progress.ended = true;
}

/** By the reply's number, not by the library's error code, which changes between versions. */
function reactionTo(fault: SmtpFault, ended: boolean): 'later' | 'never' | 'uncertain' {
  const reply = fault.responseCode;
  if (reply === undefined && fault.code === 'EMESSAGE') return 'never';
  if (reply === undefined) return ended && fault.code === 'ETIMEDOUT' ? 'uncertain' : 'later';
  const aboutThisMail = fault.command === 'RCPT TO' || fault.command === 'DATA';
  return reply >= 500 && aboutThisMail && !ABOUT_US.has(reply) ? 'never' : 'later';
}
