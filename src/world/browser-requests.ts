import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import type { HTTPRequest, Page } from 'puppeteer';
import * as puppeteer from 'puppeteer';
import { type Dispatcher, request as send } from 'undici';
import { hostIsDeclared } from './guard.ts';

/** What a page needs to ask for its own data; pictures, films, fonts and styles are not among it. */
const NEEDED: ReadonlySet<string> = new Set(['document', 'script', 'xhr', 'fetch', 'preflight']);
const MOST_BYTES = 20 * 1024 * 1024;
const ANSWER_WITHIN_MS = 20_000;

const DECODERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
  zstd: promisify(zstdDecompress),
};
/** They describe the answer's way to us, not the answer. */
const OF_THE_WAY = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']);

export interface RequestRules {
  /** host names that the adapter declares */
  readonly hosts: readonly string[];
  /** every allowed request is answered from here; null: the browser asks itself, through the guarding proxy */
  readonly replica: string | null;
  readonly dispatcher: Dispatcher;
  /** kinds of request that are allowed; missing: what a page needs to ask for its own data */
  readonly needed?: ReadonlySet<string>;
}

/** Puts every request of the page, each hop of a redirect too, under the rules. */
export async function filterRequests(page: Page, rules: RequestRules): Promise<void> {
  await page.setBypassServiceWorker(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    // a page that is closed meanwhile leaves its requests without anybody to tell
    decide(request, rules).catch(() => {});
  });
}

async function decide(request: HTTPRequest, rules: RequestRules): Promise<void> {
  const url = URL.parse(request.url());
  if (url?.protocol === 'data:' || url?.protocol === 'blob:') return request.continue();
  const allowed =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    (rules.needed ?? NEEDED).has(request.resourceType()) &&
    hostIsDeclared(url.hostname, rules.hosts);
  if (!allowed) return request.abort('blockedbyclient');
  if (rules.replica === null) return request.continue();
  const answer = await fromReplica(request, url, rules.replica, rules.dispatcher).catch(() => null);
  if (answer === null) return request.abort('connectionfailed');
  givePhrase(answer.status);
  return request.respond(answer);
}

/**
 * Platforms turn visitors away with statuses that no standard names (432, 444). From the line Chromium takes them; an answer
 * in place of the line it takes only with a phrase, and puppeteer gives phrases out of a table that lacks them.
 */
function givePhrase(status: number): void {
  const { STATUS_TEXTS: phrases = {} } = puppeteer as { readonly STATUS_TEXTS?: Record<string, string> };
  phrases[status] ??= 'Unnamed';
}

interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** The same request to the replica, the original host and scheme in x-forwarded-*; cookies stay the browser's. */
async function fromReplica(request: HTTPRequest, url: URL, replica: string, dispatcher: Dispatcher): Promise<Answer> {
  const body = request.hasPostData() ? ((await request.fetchPostData()) ?? null) : null;
  const answer = await send(`${new URL(replica).origin}${url.pathname}${url.search}`, {
    method: request.method() as Dispatcher.HttpMethod,
    headers: {
      'accept-encoding': 'gzip, deflate, br, zstd',
      ...request.headers(),
      'x-forwarded-host': url.host,
      'x-forwarded-proto': url.protocol.slice(0, -1),
    },
    body,
    dispatcher,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const encoding = String(answer.headers['content-encoding'] ?? '').toLowerCase();
  const raw = await readAll(answer.body);
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || OF_THE_WAY.has(name) ? [] : [[name, value] as const],
  );
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(headers),
    body: raw.length === 0 ? raw : ((await DECODERS[encoding]?.(raw)) ?? raw),
  };
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`answer of more than ${MOST_BYTES} bytes`);
  }
  return Buffer.concat(chunks);
}
