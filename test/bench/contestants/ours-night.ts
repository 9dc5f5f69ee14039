/** A night of our collector over the hosts of the benchmark, with everything that a night has. */
import { join } from 'node:path';
import { z } from 'zod';
import { collect } from '../../../src/collect/collect.ts';
import { Lanes } from '../../../src/collect/lanes.ts';
import type { PlatformInUse } from '../../../src/collect/sources.ts';
import type { Account } from '../../../src/model/account.ts';
import { defineAdapter, type Source } from '../../../src/model/adapter.ts';
import type { Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { inSmallHeap } from '../../../src/small-heap.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { ObservationWriter } from '../../../src/store/observation-writer.ts';
import { RunStore } from '../../../src/store/runs.ts';
import { NightBrowser } from '../../../src/world/browser.ts';
import { GatheredEvidence } from '../../../src/world/evidence.ts';
import { HtmlWorker } from '../../../src/world/html.ts';
import { HttpClient } from '../../../src/world/http.ts';

/** What the benchmark gives every contestant. */
export interface Task {
  readonly port: number;
  readonly accounts: number;
  readonly hosts: readonly string[];
  /** requests a second and host; null: any number */
  readonly rate: number | null;
  /** of ours a folder */
  readonly file: string;
  /** pages open at once, where a browser is needed */
  readonly pages?: number;
}

/** requests under way at once where nothing paces them; paced, the rate times four seconds is more than ever waits */
const UNPACED_AT_ONCE = 12;

/** What one look at an account of a host is. */
export type Look = (host: string, handle: string, world: World) => Promise<Sighting>;

export async function night(task: Task, look: Look): Promise<void> {
  const db = openDatabase(join(task.file, 'xuncha.db'));
  const now = () => Temporal.Now.instant();
  const run = new RunStore(db).night('2026-09-15', now());
  const evidence = new GatheredEvidence();
  const observations = new ObservationWriter(db, run.id, evidence);
  const platforms = new Map(task.hosts.map((host) => [host, platformOf(sourceOf(host, look), host, task.rate)]));
  const replica = `http://127.0.0.1:${task.port}`;
  const html = new HtmlWorker();
  const http = new HttpClient({ replica, allowPrivate: [] });
  const browser = new NightBrowser({
    sandbox: 'off',
    replica,
    allowPrivate: [],
    tmpDir: join(task.file, 'tmp'),
    configDir: task.file,
    pages: task.pages ?? 1,
    evidence,
    now,
    log: () => {},
  });
  const signal = new AbortController().signal;
  const accounts = Array.from({ length: task.accounts }, (_, n) =>
    accountOf(n, task.hosts[n % task.hosts.length] ?? ''),
  );
  await inSmallHeap(() =>
    collect(
      accounts,
      platforms,
      {
        http,
        lanes: new Lanes(
          [...platforms.values()].flatMap((one) => one.paces),
          task.rate !== null,
        ),
        html,
        evidence,
        browserFor: (platform, hosts, gate, asked) => browser.forPlatform(platform, hosts, gate, asked, signal),
        zone: 'Asia/Shanghai',
        now,
        secret: () => undefined,
        signal,
        retryPauseMs: 500,
        random: Math.random,
        log: () => {},
      },
      { observed: (observation) => observations.add(observation), health: () => {} },
    ),
  );
  await Promise.all([html.close(), http.close(), browser.close()]);
  db.close();
}

function sourceOf(host: string, look: Look): Source<string> {
  return {
    kind: 'page',
    title: host,
    order: 1,
    view: 'complete',
    standard: true,
    applies: () => true,
    look: (handle, world) => look(host, handle, world),
  };
}

function accountOf(n: number, platform: string): Account {
  return {
    id: String(n),
    name: `示例账号${n}号`,
    platform,
    unit: '示例市',
    owner: '示例单位',
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: String(n),
    confirmed: [],
    ownerAliases: [],
  };
}

function platformOf(source: Source<string>, host: string, rate: number | null): PlatformInUse {
  const spacingMs = rate === null ? 0 : 1000 / rate;
  const pace = {
    host,
    spacingMs: [spacingMs, spacingMs] as [number, number],
    concurrency: rate === null ? UNPACED_AT_ONCE : Math.ceil(rate * 4),
    why: 'of the benchmark',
  };
  const adapter = defineAdapter<string>({
    id: host,
    title: host,
    noticeTitle: host,
    handle: z.string(),
    hosts: [pace],
    sources: [source],
    interactionKinds: [],
    page: (handle) => `https://${host}/a/${handle}`,
    key: (handle) => handle,
  });
  return {
    adapter: adapter as PlatformInUse['adapter'],
    settings: { canaries: [], pace: [] },
    sources: [{ id: `${host}.page`, source: source as Source, options: {} }],
    paces: [pace],
  };
}
