/** Plays the five hosts in a process of its own. Control: POST /_scenario sets it and forgets the rest, GET /_stats counts. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { partOf } from './live-page.ts';
import { seededRandom } from './random.ts';
import { type Fate, fates, hostOf, page, type Scenario } from './truth.ts';

/** so many requests may come together before the rate is enforced */
const BURST = 2;

let scenario: Scenario | null = null;
let fate: Fate[] = [];
let random = seededRandom(1);
let requests = 0;
let refused = 0;
const askedBefore = new Set<number>();
const buckets = new Map<string, { tokens: number; atMs: number }>();

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/_scenario') {
    scenario = JSON.parse(await text(request)) as Scenario;
    fate = fates(scenario);
    random = seededRandom(scenario.seed + 1);
    requests = 0;
    refused = 0;
    askedBefore.clear();
    buckets.clear();
    response.end();
    return;
  }
  if (request.url === '/_stats') {
    response.end(JSON.stringify({ requests, refused }));
    return;
  }
  const part = partOf(request.url ?? '');
  if (part !== null) {
    requests++;
    response.writeHead(200, { 'content-type': part.type }).end(part.body);
    return;
  }
  const account = Number(/^\/a\/(\d+)$/.exec(request.url ?? '')?.[1]);
  if (scenario === null || Number.isNaN(account)) {
    response.writeHead(404).end();
    return;
  }
  requests++;
  const host = String(request.headers['x-forwarded-host'] ?? request.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== hostOf(account) || !takesToken(host, scenario.rate)) {
    refused++;
    response.writeHead(429, { 'retry-after': '1' }).end();
    return;
  }
  const isFirst = !askedBefore.has(account);
  askedBefore.add(account);
  const met = isFirst ? fate[account] : 'answers';
  if (met === 'silent') return;
  const delayMs = scenario.medianMs === 0 ? 0 : scenario.medianMs * Math.exp(scenario.sigma * normal());
  const send = () => {
    if (met === 'fails') response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(account));
  };
  if (delayMs === 0) send();
  else setTimeout(send, delayMs);
}

function takesToken(host: string, rate: number | null): boolean {
  if (rate === null) return true;
  const nowMs = performance.now();
  const bucket = buckets.get(host) ?? { tokens: BURST, atMs: nowMs };
  bucket.tokens = Math.min(BURST, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * rate);
  bucket.atMs = nowMs;
  buckets.set(host, bucket);
  if (bucket.tokens < 1) return false;
  bucket.tokens--;
  return true;
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
