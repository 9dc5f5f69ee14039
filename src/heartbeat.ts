import type { Home } from './home.ts';
import { forgetful } from './world/evidence.ts';
import { openGate } from './world/gate.ts';
import { HttpClient } from './world/http.ts';

const PATIENCE_MS = 10_000;
const MOST_CHARACTERS = 1000;

/**
 * Tells a watcher outside of this machine (`heartbeat.url`) when a night begins and how it ends, in the manner of
 * healthchecks.io: GET url/start, GET url, POST url/fail. Without the setting nothing is told. A watcher that cannot be
 * reached is noted in the log and holds up no night.
 */
export class Heartbeat {
  readonly #home: Pick<Home, 'settings' | 'secrets' | 'now'>;
  readonly #note: (trouble: string) => void;
  #last: Promise<void> = Promise.resolve();

  /** @param note told, in Chinese and without secrets, of what could not be delivered */
  constructor(home: Pick<Home, 'settings' | 'secrets' | 'now'>, note: (trouble: string) => void) {
    this.#home = home;
    this.#note = note;
  }

  /** The night goes on at once; what is told later comes after this. */
  started(): void {
    this.#tell('/start');
  }

  /** @param trouble what could not be done, for people; null: everything was done */
  async ended(trouble: string | null): Promise<void> {
    if (trouble === null) this.#tell('');
    else this.#tell('/fail', this.#home.secrets.redactor.redact(trouble).slice(0, MOST_CHARACTERS));
    await this.#last;
  }

  #tell(end: '' | '/start' | '/fail', body?: string): void {
    const { url } = this.#home.settings.heartbeat;
    if (url === undefined) return;
    this.#last = this.#last
      .then(() => this.#ask(addressOf(url, end), body))
      .catch((error) => this.#note(String(error)));
  }

  async #ask(url: URL, body: string | undefined): Promise<void> {
    const client = new HttpClient(this.#home.settings.network);
    try {
      const http = client.forLook({
        hosts: [url.hostname],
        gate: openGate,
        evidence: forgetful,
        signal: AbortSignal.timeout(PATIENCE_MS),
        now: this.#home.now,
      });
      const answer = await http.ask({
        url: url.href,
        timeoutMs: PATIENCE_MS,
        redirect: 'manual',
        ...(body === undefined
          ? {}
          : { method: 'POST', body, headers: { 'content-type': 'text/plain; charset=utf-8' } }),
      });
      if (!answer.answered) this.#note(`没有报到：${answer.detail}`);
      else if (answer.status >= 300) this.#note(`没有报到：对方答复 ${answer.status}`);
    } finally {
      await client.close();
    }
  }
}

/** The path gets longer and the query stays: some watchers carry their key there. */
function addressOf(written: string, end: string): URL {
  const url = new URL(written);
  if (end !== '') url.pathname = url.pathname.replace(/\/$/, '') + end;
  return url;
}
