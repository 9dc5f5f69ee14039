import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve as listen } from '@hono/node-server';
import type { Home } from '../home.ts';
import { openDatabase } from '../store/database.ts';
import { dateIn } from '../time/calendar.ts';
import { webApp } from './app.ts';
import type { Access } from './guard.ts';
import { loadPages } from './pages.ts';
import { Quarters } from './quarters.ts';
import { Reader } from './reader.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

const LOOK_AGAIN_MS = 20_000;

export interface ServeInput {
  readonly home: Home;
  /** reads settings and registry again; asked when a night has ended */
  reopen(): Promise<Home>;
  readonly host: string;
  /** 0: any free one */
  readonly port: number;
  readonly access: Access;
  /** for the operator, one line; no secrets */
  say(line: string): void;
  readonly lookAgainMs?: number;
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the views until it is closed. The database is opened read-only.
 * @throws DatabaseUnusable; the error of the system where the port is taken
 */
export async function serve(input: ServeInput): Promise<Served> {
  let { home } = input;
  const db = openDatabase(join(home.data, 'xuncha.db'), { readonly: true });
  const reader = new Reader(db, home.data, home.zone);
  const quarters = new Quarters();
  const take = () => takeSnapshot(db, home, reader.nights, dateIn(home.zone, home.now()).toString());
  let snapshot: Snapshot = take();
  let seen = reader.nights.lastFinish();
  const lookAgain = async () => {
    const latest = reader.nights.lastFinish();
    if (latest === seen) return;
    seen = latest;
    try {
      home = await input.reopen();
      snapshot = take();
    } catch (error) {
      input.say(`新的一夜已经结束，但读不出来，页面仍显示前一夜：${wordsOf(error)}`);
    }
  };
  const app = webApp({
    pages: await loadPages(),
    reader,
    quarters,
    access: input.access,
    snapshot: () => snapshot,
    trouble: (error) => input.say(`页面出错：${error.stack ?? error.message}`),
  });
  const timer = setInterval(() => void lookAgain(), input.lookAgainMs ?? LOOK_AGAIN_MS);
  const close = async () => {
    clearInterval(timer);
    await quarters.close();
    db.close();
  };
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const started = listen({ fetch: app.fetch, hostname: input.host, port: input.port }, () => resolve(started));
    started.once('error', reject);
  }).catch(async (error) => {
    await close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const name = input.host.includes(':') ? `[${input.host}]` : input.host;
  return {
    url: `http://${name}:${port}/`,
    async close() {
      await new Promise((done) => {
        server.close(done);
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await close();
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
