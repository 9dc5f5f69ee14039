import type { WriteStream } from 'node:tty';
import type { NightProgress } from '../nightly.ts';
import { textWidth } from './text-width.ts';

/** Redrawn at most this often; a plain log is for reading afterwards and needs less. */
const REDRAW_EVERY_MS = 100;
const LOG_EVERY = 200;
/** 微信公众号 */
const TITLE_COLUMNS = 10;

interface Lane {
  readonly title: string;
  total: number;
  done: number;
  unread: number;
}

/**
 * Progress of a night: one line a platform on a terminal, redrawn; elsewhere a plain log.
 *
 * @param titles platform → what people call it
 */
export function consoleProgress(
  stream: NodeJS.WriteStream,
  titles: ReadonlyMap<string, string> = new Map(),
): NightProgress & { end(): void } {
  return (stream as WriteStream).isTTY ? new TerminalProgress(stream, titles) : new PlainProgress(stream);
}

class Lanes {
  readonly byPlatform = new Map<string, Lane>();

  /** a new night begins */
  start(accounts: readonly { readonly platform: string }[]): void {
    this.byPlatform.clear();
    for (const { platform } of accounts) {
      const lane = this.byPlatform.get(platform) ?? { title: platform, total: 0, done: 0, unread: 0 };
      lane.total++;
      this.byPlatform.set(platform, lane);
    }
  }

  observe(observation: Parameters<NightProgress['observed']>[0]): Lane | undefined {
    const lane = this.byPlatform.get(observation.platform);
    if (!lane) return undefined;
    lane.done++;
    if (observation.coverage === 'blocked' || observation.coverage === 'failed') lane.unread++;
    return lane;
  }
}

class PlainProgress implements NightProgress {
  readonly #stream: NodeJS.WritableStream;
  readonly #lanes = new Lanes();

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  started(accounts: Parameters<NightProgress['started']>[0]): void {
    this.#lanes.start(accounts);
    const parts = [...this.#lanes.byPlatform.values()].map((lane) => `${lane.title} ${lane.total}`);
    this.say(`开始采集 ${accounts.length} 个账号：${parts.join('，')}`);
  }

  observed(observation: Parameters<NightProgress['observed']>[0]): void {
    const lane = this.#lanes.observe(observation);
    if (lane && (lane.done === lane.total || lane.done % LOG_EVERY === 0)) {
      this.say(`${lane.title} ${lane.done}/${lane.total}${lane.unread > 0 ? `，未读到 ${lane.unread}` : ''}`);
    }
  }

  health(): void {}

  trouble(event: Parameters<NightProgress['trouble']>[0]): void {
    this.say(`${event.source}：${event.outcome} ${event.detail}`);
  }

  say(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  end(): void {}
}

class TerminalProgress implements NightProgress {
  readonly #stream: NodeJS.WriteStream;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #lanes = new Lanes();
  #startedAt = performance.now();
  #drawn = 0;
  #drawnAt = 0;

  constructor(stream: NodeJS.WriteStream, titles: ReadonlyMap<string, string>) {
    this.#stream = stream;
    this.#titles = titles;
  }

  started(accounts: Parameters<NightProgress['started']>[0]): void {
    this.#clear();
    this.#lanes.start(accounts);
    this.#startedAt = performance.now();
    this.#draw();
  }

  observed(observation: Parameters<NightProgress['observed']>[0]): void {
    const lane = this.#lanes.observe(observation);
    if (performance.now() - this.#drawnAt > REDRAW_EVERY_MS || lane?.done === lane?.total) this.#draw();
  }

  health(): void {}

  trouble(event: Parameters<NightProgress['trouble']>[0]): void {
    this.say(`${event.source}：${event.outcome} ${event.detail}`);
  }

  say(line: string): void {
    this.#clear();
    this.#stream.write(`${line}\n`);
    this.#draw();
  }

  end(): void {
    this.#draw();
  }

  #draw(): void {
    this.#clear();
    const lines = [...this.#lanes.byPlatform.values()].map((lane) => this.#line(lane));
    this.#stream.write(lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.length;
    this.#drawnAt = performance.now();
  }

  #clear(): void {
    if (this.#drawn > 0) this.#stream.write(`\u001b[${this.#drawn}A\u001b[0J`);
    this.#drawn = 0;
  }

  #line({ title, done, total, unread }: Lane): string {
    const width = 24;
    const filled = total === 0 ? width : Math.floor((done / total) * width);
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
    const shown = this.#titles.get(title) ?? title;
    const name = shown + ' '.repeat(Math.max(0, TITLE_COLUMNS - textWidth(shown)));
    return `${name} ${bar} ${String(done).padStart(String(total).length)}/${total}${this.#rest(done, total)}${unread > 0 ? `  未读到 ${unread}` : ''}`;
  }

  /** an estimate from what was done so far; none before there is anything to go by */
  #rest(done: number, total: number): string {
    if (done < 5 || done === total) return '';
    const seconds = Math.ceil((((performance.now() - this.#startedAt) / done) * (total - done)) / 1000);
    return seconds < 90 ? `  约剩 ${seconds} 秒` : `  约剩 ${Math.ceil(seconds / 60)} 分钟`;
  }
}
