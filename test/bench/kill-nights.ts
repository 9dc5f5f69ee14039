/**
 * Kills the nightly job at random moments and starts it again, night after night, against the replica and a real mail
 * server, and keeps count of everything that was lost or came twice.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PostOffice } from '../mail/post-office.ts';
import { type Replica, startReplica } from '../replica/server.ts';
import { type Faults, NightBooks } from './night-books.ts';
import { type NightWorld, nightWorld } from './night-world.ts';
import { processesLeft } from './processes.ts';
import { seededRandom } from './random.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'xuncha');
const FIRST_NIGHT = '2026-09-15';
const RECIPIENTS = ['a@example.gov.cn', 'b@example.gov.cn'];
const SIZE = { wechat: 12, weibo: 8, douyin: 1, toutiao: 1 };
/** each step of the mail server takes up to this long, so that kills meet it */
const MAIL_STEP_MS = 150;
/** kills of one night; then it is left to come to its end */
const MOST_KILLS_A_NIGHT = 6;

export interface KillFigures {
  /** attempts; some come when the process has just ended by itself */
  readonly kills: number;
  /** processes that were killed while they ran; so many were asked for */
  readonly effective: number;
  /** accounts without an observation, observations that vanished or changed, mails that never came, nights without an end */
  readonly lost: number;
  /** accounts observed twice in a night, mails that came twice, findings with two cases */
  readonly doubled: number;
  /** mails whose fate is unknown, told as such to the recipient's next mail, and that in truth never came */
  readonly uncertain: number;
  /** browser processes that outlived their program */
  readonly orphans: number;
  readonly nights: number;
  /** accounts that were asked again although their observation of the night was on disk; pictures of findings are no such thing */
  readonly askedAgain: number;
  /** what was wrong, in words */
  readonly faults: readonly string[];
}

export interface KillOptions {
  /** processes that are to be killed while they run */
  readonly kills: number;
  readonly seed: number;
  /** empty folder for settings, registry and data */
  readonly home: string;
  told?(line: string): void;
}

export async function killNights(options: KillOptions): Promise<KillFigures> {
  const random = seededRandom(options.seed);
  const pause = () => wait(random() * MAIL_STEP_MS);
  const office = await new PostOffice({ beforeReading: pause, beforeTaking: pause, beforeAnswer: pause }).open();
  const made = nightWorld({ firstNight: FIRST_NIGHT, nights: 2 * options.kills + 10, ...SIZE });
  const replica = await startReplica(made.world, { at: `${FIRST_NIGHT}T18:00:00+08:00` });
  try {
    writeHome(options.home, made, replica.url, office.port);
    return await new Killer(options, random, office, replica, made.idByKey).run();
  } finally {
    await Promise.all([replica.close(), office.close()]);
  }
}

function writeHome(home: string, made: NightWorld, replica: string, mailPort: number): void {
  mkdirSync(join(home, 'config', 'registry'), { recursive: true });
  const settings = {
    network: { replica, pace: 'off' },
    platforms: made.platforms,
    mail: { host: '127.0.0.1', port: mailPort, from: '巡查 <xuncha@example.gov.cn>', to: RECIPIENTS },
  };
  writeFileSync(join(home, 'config', 'xuncha.yaml'), JSON.stringify(settings));
  writeFileSync(join(home, 'config', 'registry', 'all.yaml'), made.registry);
}

class Killer {
  readonly #options: KillOptions;
  readonly #random: () => number;
  readonly #office: PostOffice;
  readonly #replica: Replica;
  readonly #idByKey: ReadonlyMap<string, string>;
  readonly #books: NightBooks;
  readonly #faults: Faults = { lost: 0, doubled: 0, uncertain: 0, words: [] };
  readonly #count = { kills: 0, effective: 0, orphans: 0, nights: 0, askedAgain: 0 };

  constructor(
    options: KillOptions,
    random: () => number,
    office: PostOffice,
    replica: Replica,
    idByKey: ReadonlyMap<string, string>,
  ) {
    this.#options = options;
    this.#random = random;
    this.#office = office;
    this.#replica = replica;
    this.#idByKey = idByKey;
    this.#books = new NightBooks(options.home, [...idByKey.values()], this.#faults);
  }

  async run(): Promise<KillFigures> {
    const count = this.#count;
    let date = Temporal.PlainDate.from(FIRST_NIGHT);
    // the first night also fills the caches of the machine
    await this.#night(date.toString(), 0, 0);
    date = date.add({ days: 1 });
    const startedAt = performance.now();
    await this.#night(date.toString(), 0, 0);
    const nightMs = performance.now() - startedAt;
    while (count.effective < this.#options.kills) {
      date = date.add({ days: 1 });
      const left = this.#options.kills - count.effective;
      await this.#night(date.toString(), Math.min(left, MOST_KILLS_A_NIGHT), nightMs);
      this.#options.told?.(`${date}: killed ${count.effective} times`);
    }
    this.#books.checkCases();
    const { lost, doubled, uncertain, words } = this.#faults;
    return { ...count, lost, doubled, uncertain, faults: words };
  }

  /**
   * Plays one night to its end.
   * @param withinMs each kill comes at a random moment of this time after the start
   */
  async #night(date: string, mostKills: number, withinMs: number): Promise<void> {
    const at = `${date}T18:00:00+08:00`;
    this.#replica.at(at);
    const again = new Set<string>();
    for (let kills = 0; ; kills++) {
      const known = this.#books.observed(date);
      const askedBefore = this.#replica.log.length;
      const { child, words } = this.#start(at);
      const isKilled = kills < mostKills ? await this.#kill(child, withinMs) : await ended(child).then(() => false);
      for (const { account } of this.#replica.log.slice(askedBefore)) {
        const id = this.#idByKey.get(account ?? '');
        if (id !== undefined && known.has(id)) again.add(id);
      }
      if (isKilled) continue;
      if (child.exitCode !== 0 && child.exitCode !== 3) {
        this.#faults.lost++;
        this.#faults.words.push(`${date} ended with status ${child.exitCode}: ${words().slice(-1000)}`);
      }
      break;
    }
    this.#count.nights++;
    this.#count.askedAgain += again.difference(this.#books.pictured(date)).size;
    this.#books.checkNight(date, RECIPIENTS, this.#office.taken);
  }

  #start(at: string): { child: ChildProcess; words: () => string } {
    const child = spawn(PROGRAM, ['run', '--json', '--home', this.#options.home, '--at', at], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    return { child, words: () => text };
  }

  /** @returns whether the process was still running when the kill came */
  async #kill(child: ChildProcess, withinMs: number): Promise<boolean> {
    const over = new AbortController();
    const end = ended(child).then(() => over.abort());
    await wait(this.#random() * withinMs, undefined, { signal: over.signal }).catch(() => {});
    this.#count.kills++;
    child.kill('SIGKILL');
    await end;
    if (child.signalCode !== 'SIGKILL') return false;
    this.#count.effective++;
    const left = await processesLeft(this.#options.home);
    this.#count.orphans += left;
    if (left > 0) this.#faults.words.push(`${left} browser processes outlived their program`);
    return true;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
