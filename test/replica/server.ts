/**
 * One server on this machine that plays all platforms. The program sends every request here and names the host that it
 * meant in `x-forwarded-host`.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { choose } from './choose.ts';
import type { Asked } from './platform.ts';
import { send } from './send.ts';
import { Troubles } from './troubles.ts';
import type { ReplicaWorld } from './world.ts';

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
    const chosen = choose(asked, world, now, troubles);
    entry.platform = chosen.platform;
    entry.account = chosen.account;
    if (chosen.unknown) unknown.push(`${asked.method} ${asked.host}${asked.path}`);
    await send(response, asked, chosen.reply, chosen.met, troubles, closing.signal);
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
