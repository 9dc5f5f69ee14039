import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailSettings } from '../../src/mail/transport.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

export interface Parcel {
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** How this mail server behaves; each may be changed while it runs. */
export interface Manners {
  /** a reply to RCPT TO, by address */
  recipient?: (address: string) => { code: number; words: string } | null;
  /** the server ends a conversation with 421 when it is offered more */
  mailsPerLine?: number;
  /** a reply to the end of the text; nothing is taken */
  text?: { code: number; words: string } | null;
  /** the line is cut after the text and nothing is taken */
  cut?: boolean;
  /** runs before the text is read off the line */
  beforeReading?: () => Promise<void>;
  /** runs when a whole text is there, before it is taken and answered */
  beforeTaking?: () => Promise<void>;
  /** runs when the text was taken, before that is answered */
  beforeAnswer?: () => Promise<void>;
}

/** A real SMTP server on this machine that takes mail as `manners` say. */
export class PostOffice {
  readonly taken: Parcel[] = [];
  /** every text that was completed, taken or not */
  readonly completed: Parcel[] = [];
  readonly manners: Manners;
  readonly #server: SMTPServer;

  constructor(manners: Manners = {}, options: SMTPServerOptions = {}) {
    this.manners = manners;
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      closeTimeout: 100,
      ...options,
      onMailFrom: (_address, session, answer) => {
        const { mailsPerLine = Number.POSITIVE_INFINITY } = this.manners;
        answer(session.transaction > mailsPerLine ? reply({ code: 421, words: 'enough for one line' }) : null);
      },
      onRcptTo: (address, _session, answer) => {
        const refusal = this.manners.recipient?.(address.address);
        answer(refusal ? reply(refusal) : null);
      },
      onData: (stream, session, answer) => {
        this.#take(
          stream,
          session.envelope.rcptTo.map((one) => one.address),
          answer,
        ).catch(() => {
          // the sender left before its text was whole: there is nobody to answer
        });
      },
    });
    this.#server.on('error', () => {});
  }

  async open(port = 0, host = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    return this;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #take(stream: NodeJS.ReadableStream, to: string[], answer: (error?: Error | null) => void): Promise<void> {
    await this.manners.beforeReading?.();
    const parcel = { to, raw: await buffer(stream) };
    this.completed.push(parcel);
    if (this.manners.cut) {
      for (const connection of this.#server.connections as Set<{ _socket: { destroy(): void } }>) {
        connection._socket.destroy();
      }
      return;
    }
    if (this.manners.text) {
      answer(reply(this.manners.text));
      return;
    }
    await this.manners.beforeTaking?.();
    this.taken.push(parcel);
    await this.manners.beforeAnswer?.();
    answer(null);
  }
}

function reply({ code, words }: { code: number; words: string }): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

/** Settings as a file with these keys under `mail` gives them. */
export function mailSettings(mail: Record<string, unknown>): MailSettings {
  return settingsSchema([]).parse({ mail }).mail;
}
