/** Our collector with everything that a night has: lanes, evidence, merge, observations in SQLite, HTML read in a worker. */
import { join } from 'node:path';
import { z } from 'zod';
import { collect } from '../../../src/collect/collect.ts';
import { Lanes } from '../../../src/collect/lanes.ts';
import type { PlatformInUse } from '../../../src/collect/sources.ts';
import type { Account } from '../../../src/model/account.ts';
import { defineAdapter, type Source } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { ObservationWriter } from '../../../src/store/observation-writer.ts';
import { RunStore } from '../../../src/store/runs.ts';
import { EvidenceFolder } from '../../../src/world/evidence.ts';
import { HtmlWorker } from '../../../src/world/html.ts';
import { HttpClient } from '../../../src/world/http.ts';
// @ts-expect-error the contestants share plain JavaScript
import { measured, task } from './task.mjs';

/** requests under way at once where nothing paces them; paced, the rate times four seconds is more than ever waits */
const UNPACED_AT_ONCE = 12;

await measured(async () => {
  const paceOf = (host: string) => ({
    host,
    spacingMs: (task.rate === null ? [0, 0] : [1000 / task.rate, 1000 / task.rate]) as [number, number],
    concurrency: task.rate === null ? UNPACED_AT_ONCE : Math.ceil(task.rate * 4),
    why: 'of the benchmark',
  });
  const db = openDatabase(join(task.file, 'xuncha.db'));
  const now = () => Temporal.Now.instant();
  const run = new RunStore(db).night('2026-09-15', now());
  const observations = new ObservationWriter(db, run.id);
  const platforms = new Map((task.hosts as string[]).map((host) => [host, platformOf(host, paceOf(host))]));
  const html = new HtmlWorker();
  const http = new HttpClient({ replica: `http://127.0.0.1:${task.port}`, allowPrivate: [] });
  const accounts = Array.from({ length: task.accounts }, (_, n) => accountOf(n, task.hosts[n % task.hosts.length]));
  await collect(
    accounts,
    platforms,
    {
      http,
      lanes: new Lanes(
        [...platforms.values()].flatMap((one) => one.paces),
        task.rate !== null,
      ),
      html,
      evidence: new EvidenceFolder(task.file),
      browserFor: () => ({ visit: async () => ({ opened: false, outcome: 'not-configured', detail: '' }) }),
      zone: 'Asia/Shanghai',
      now,
      secret: () => undefined,
      signal: new AbortController().signal,
      retryPauseMs: 500,
      random: Math.random,
      log: () => {},
    },
    { observed: (observation) => observations.add(observation), health: () => {} },
  );
  await Promise.all([html.close(), http.close()]);
  db.close();
});

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

function platformOf(host: string, pace: PlatformInUse['paces'][number]): PlatformInUse {
  const source: Source<string> = {
    kind: 'page',
    title: host,
    order: 1,
    view: 'complete',
    standard: true,
    applies: () => true,
    look: async (handle, world): Promise<Sighting> => {
      const got = await world.http.ask({ url: `https://${host}/a/${handle}` });
      if (!got.answered) return nothingSeen(got.outcome, got.detail, got.status);
      if (got.status === 429) return nothingSeen('throttled', '请求太频繁', 429);
      if (got.status !== 200) return nothingSeen('upstream-error', `HTTP ${got.status}`, got.status);
      const list = await world.html.select(got.text, {
        rows: 'li.post',
        fields: { at: 'time@datetime' },
      });
      if (!list.read) return nothingSeen('layout-changed', list.detail, got.status);
      const posts = list.rows.flatMap(({ at }) =>
        at ? [{ at: Temporal.Instant.from(at), precision: 'second' as const, url: null, title: null }] : [],
      );
      return {
        outcome: 'ok',
        detail: '',
        httpStatus: 200,
        coverage: 'complete',
        listIsWhole: true,
        posts,
        evidence: [got.proof(list.rows[1]?.at)],
      };
    },
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
