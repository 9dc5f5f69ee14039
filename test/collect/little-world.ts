import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { collect } from '../../src/collect/collect.ts';
import { Lanes } from '../../src/collect/lanes.ts';
import type { LookEvent, Outside } from '../../src/collect/look.ts';
import type { PlatformInUse } from '../../src/collect/sources.ts';
import type { Account } from '../../src/model/account.ts';
import { defineAdapter, type HostPace, type Source } from '../../src/model/adapter.ts';
import type { Observation } from '../../src/model/observation.ts';
import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { HtmlWorker } from '../../src/world/html.ts';
import { HttpClient } from '../../src/world/http.ts';
import { Patience } from '../../src/world/patience.ts';

export interface Arrival {
  readonly host: string;
  readonly path: string;
}
export type Answer = (arrival: Arrival, response: ServerResponse, request: IncomingMessage) => void;

/** No spacing, so that only what a test is about can delay anything. */
export const freely = (host: string, concurrency = 4): HostPace => ({
  host,
  spacingMs: [0, 0],
  concurrency,
  why: 'of this test',
});

export interface LittleWorld {
  /** every request in the order of arrival */
  readonly arrivals: Arrival[];
  readonly observations: Observation[];
  readonly events: LookEvent[];
  readonly lanes: Lanes;
  readonly stop: AbortController;
  run(hosts: readonly string[], accountsOfEach: number): Promise<void>;
}

/**
 * One platform for each host; account N of host H asks `https://H/N`. An answer of 200 is a sighting that saw the account,
 * 429 is throttled, 5xx an upstream error.
 */
export async function littleWorld(
  answer: Answer,
  options: { paces?: readonly HostPace[]; paced?: boolean; shortestHangMs?: number } = {},
): Promise<LittleWorld> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const arrival = { host: String(request.headers['x-forwarded-host']), path: request.url ?? '' };
    arrivals.push(arrival);
    answer(arrival, response, request);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const replica = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = new HttpClient({ replica, allowPrivate: [] }, new Patience(options.shortestHangMs ?? 3000));
  const html = new HtmlWorker();
  onTestFinished(async () => {
    server.closeAllConnections();
    await Promise.all([html.close(), http.close(), new Promise((closed) => server.close(closed))]);
  });
  const stop = new AbortController();
  const lanes = new Lanes(options.paces ?? [], options.paced ?? false);
  const observations: Observation[] = [];
  const events: LookEvent[] = [];
  const outside: Outside = {
    http,
    lanes,
    html,
    evidence: forgetful,
    browserFor: () => ({ visit: async () => ({ opened: false, outcome: 'not-configured', detail: '' }) }),
    zone: 'Asia/Shanghai',
    now: () => Temporal.Instant.from('2026-09-25T01:00:00+08:00'),
    secret: () => undefined,
    signal: stop.signal,
    retryPauseMs: 1,
    random: () => 0.5,
    log: (event) => events.push(event),
  };
  return {
    arrivals,
    observations,
    events,
    lanes,
    stop,
    async run(hosts, accountsOfEach) {
      const accounts = hosts.flatMap((host) =>
        Array.from({ length: accountsOfEach }, (_, index) => accountOf(host, index)),
      );
      const platforms = new Map(hosts.map((host) => [host, platformOf(host, options.paces ?? [freely(host)])]));
      await collect(accounts, platforms, outside, {
        observed: (observation) => void observations.push(observation),
        health: () => {},
      });
    },
  };
}

function accountOf(host: string, index: number): Account {
  const id = `${host}-${index}`;
  return {
    id,
    name: id,
    platform: host,
    owner: '示例单位',
    unit: '示例市',
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: String(index),
    confirmed: [],
    ownerAliases: [],
  };
}

function platformOf(host: string, paces: readonly HostPace[]): PlatformInUse {
  const source: Source<string> = {
    kind: 'page',
    title: host,
    order: 1,
    view: 'guest',
    standard: true,
    applies: () => true,
    look: async (handle, world): Promise<Sighting> => {
      const got = await world.http.ask({ url: `https://${host}/${handle}` });
      if (!got.answered) return nothingSeen(got.outcome, got.detail, got.status);
      if (got.status === 429) return nothingSeen('throttled', '请求太频繁', 429);
      if (got.status >= 500) return nothingSeen('upstream-error', `HTTP ${got.status}`, got.status);
      return { ...nothingSeen('network', '', got.status), outcome: 'ok', coverage: 'complete' };
    },
  };
  const adapter = defineAdapter<string>({
    id: host,
    title: host,
    noticeTitle: host,
    handle: z.string(),
    hosts: paces,
    sources: [source],
    interactionKinds: [],
    page: () => null,
    key: (handle) => handle,
  });
  return {
    adapter: adapter as PlatformInUse['adapter'],
    settings: { canaries: [], pace: [] },
    sources: [{ id: `${host}.page`, source: source as Source, options: {} }],
    paces,
  };
}
