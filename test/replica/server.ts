/**
 * One server on this machine that plays all platforms. The program sends every request here and names the host that it
 * meant in `x-forwarded-host`. Which platforms there are is found by listing `platforms/`.
 */
import { readdirSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Asked, ReplicaPlatform, Reply, Route, Scene } from './platform.ts';
import { send } from './send.ts';
import { falsified } from './shown.ts';
import { type Meeting, type Trouble, Troubles } from './troubles.ts';
import { type AccountOf, keyOf, type ReplicaAccount, type ReplicaWorld, show } from './world.ts';

export interface LogEntry {
  /** real time of arrival, milliseconds of the epoch */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly forwardedProto: string | null;
  platform: string | null;
  /** permanent key of the account that was asked about, where the address tells */
  account: string | null;
  status: number | null;
  /** real time at which the answer was out; null while it is not */
  endedAt: number | null;
}

export interface Replica {
  readonly url: string;
  readonly port: number;
  readonly log: LogEntry[];
  readonly world: ReplicaWorld;
  readonly troubles: Troubles;
  /** requests for addresses that no platform has, as `METHOD host/path` */
  readonly unknown: string[];
  /** sets the moment at which all platforms stand */
  at(moment: Temporal.Instant | string): void;
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly port?: number;
  /** the moment at which the platforms stand; default: the machine's clock */
  readonly at?: Temporal.Instant | string;
  readonly seed?: number;
}

const folder = join(import.meta.dirname, 'platforms');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();
const platforms: readonly ReplicaPlatform[] = await Promise.all(
  files.map(async (name) => ((await import(join(folder, name))) as { default: ReplicaPlatform }).default),
);

export async function startReplica(world: ReplicaWorld, options: ReplicaOptions = {}): Promise<Replica> {
  const troubles = new Troubles(options.seed ?? 1, world.troubles ?? []);
  const log: LogEntry[] = [];
  const unknown: string[] = [];
  const closing = new AbortController();
  let moment = options.at === undefined ? null : Temporal.Instant.from(options.at);

  const server = http.createServer(async (request, response) => {
    const asked = await read(request);
    const entry: LogEntry = {
      at: Date.now(),
      host: asked.host,
      method: asked.method,
      path: asked.path,
      query: asked.query.toString(),
      forwardedProto: asked.headers['x-forwarded-proto'] ?? null,
      platform: null,
      account: null,
      status: null,
      endedAt: null,
    };
    log.push(entry);
    const now = moment ?? Temporal.Now.instant();
    const answer = choose(asked, world, now, troubles, entry);
    if (answer.reply.status === 404 && entry.platform === null)
      unknown.push(`${asked.method} ${asked.host}${asked.path}`);
    await send(response, asked, answer.reply, answer.met, troubles, closing.signal);
    entry.status = response.headersSent ? response.statusCode : null;
    entry.endedAt = Date.now();
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    world,
    troubles,
    unknown,
    at: (next) => {
      moment = Temporal.Instant.from(next);
    },
    close: () => {
      closing.abort();
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

const NO_SUCH_PAGE: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'no such page\n',
};

const BAD_GATEWAY: Reply = {
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>\n',
};

function choose(asked: Asked, world: ReplicaWorld, now: Temporal.Instant, troubles: Troubles, entry: LogEntry) {
  const platform = platforms.find((each) => each.serves(asked.host, world));
  if (platform === undefined) return { reply: NO_SUCH_PAGE, met: [] as readonly Trouble[] };
  entry.platform = platform.id;
  const meeting = (account: ReplicaAccount | null): Meeting => ({
    host: asked.host,
    platform: platform.id,
    account: account === null ? null : keyOf(account),
    path: asked.path,
    now,
  });
  const scene: Scene = {
    world,
    now,
    accounts: <P extends ReplicaAccount['platform']>(id: P) =>
      world.accounts.filter((account): account is AccountOf<P> => account.platform === id),
    show: (account) => falsified(show(account, now), troubles.standing(meeting(account))),
    suffers: (kind) => troubles.standing(meeting(null)).some((trouble) => trouble.kind === kind),
  };
  let route: Route | null = platform.route(asked, scene);
  const met = troubles.meet(meeting(route?.about ?? null));
  if (met.some((trouble) => trouble.kind === 'logged-out')) route = platform.route({ ...asked, cookies: {} }, scene);
  entry.account = route?.about ? keyOf(route.about) : null;
  return { reply: keptOut(platform, asked, met) ?? answer(route, scene, met), met };
}

function answer(route: Route | null, scene: Scene, met: readonly Trouble[]): Reply {
  if (route === null) return NO_SUCH_PAGE;
  if (route.about === null) return route.reply(null);
  const asked = route.about;
  const other = met.some((trouble) => trouble.kind === 'other-account')
    ? scene.accounts(asked.platform).find((account) => account !== asked)
    : undefined;
  return route.reply(falsified(show(other ?? asked, scene.now), met));
}

function keptOut(platform: ReplicaPlatform, asked: Asked, met: readonly Trouble[]): Reply | null {
  for (const trouble of met) {
    if (trouble.kind === 'server-error') return { ...BAD_GATEWAY, status: trouble.status ?? 502 };
    if (trouble.kind !== 'throttled' && trouble.kind !== 'captcha' && trouble.kind !== 'login-wall') continue;
    const usual = trouble.kind === 'throttled' ? (trouble.status ?? 429) : 403;
    const own = trouble.status === undefined ? platform.keepsOut?.[trouble.kind] : undefined;
    const reply = own === undefined ? { status: usual, body: '' } : own(asked);
    if (reply === null) continue;
    if (trouble.retryAfter === undefined) return reply;
    return { ...reply, headers: { ...reply.headers, 'retry-after': trouble.retryAfter } };
  }
  return null;
}

async function read(request: http.IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const url = new URL(request.url ?? '/', 'http://replica.invalid');
  return {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    host: (headers['x-forwarded-host'] ?? headers.host ?? '').toLowerCase().replace(/:\d+$/, ''),
    path: decoded(url.pathname),
    query: url.searchParams,
    headers,
    cookies: Object.fromEntries(
      (headers.cookie ?? '')
        .split(';')
        .filter((pair) => pair.includes('='))
        .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
