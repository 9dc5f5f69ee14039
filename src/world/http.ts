import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { type Dispatcher, request as send } from 'undici';
import { type Evidence, EXCERPT_LIMIT } from '../model/evidence.ts';
import type { Http, HttpAnswer, HttpRequest } from '../model/world.ts';
import type { EvidenceKeeper } from './evidence.ts';
import type { Gate } from './gate.ts';
import { guardedAgent, hostIsDeclared, openAgent } from './guard.ts';
import { Patience } from './patience.ts';

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 20_000;
const MAX_HOPS = 5;
const USER_AGENT = 'Mozilla/5.0 (compatible; Xuncha/1; +government new media inspection)';

export interface HttpSettings {
  /** every request goes here instead, with the original host and scheme in x-forwarded-* */
  readonly replica?: string | undefined;
  /** host:port of private addresses that may be asked */
  readonly allowPrivate: readonly string[];
}

/** What one look needs besides the shared sockets. */
export interface HttpContext {
  /** host names that the adapter and its source declare */
  readonly hosts: readonly string[];
  readonly gate: Gate;
  readonly evidence: EvidenceKeeper;
  readonly signal: AbortSignal;
  /** the program's clock, for the time of proofs */
  now(): Temporal.Instant;
  /** told of each host just before it is asked */
  asked?(host: string): void;
}

/** The sockets of the program; one for a whole run. */
export class HttpClient {
  readonly #settings: HttpSettings;
  readonly #guarded: Dispatcher = guardedAgent();
  readonly #open: Dispatcher = openAgent();
  readonly #patience: Patience;

  constructor(settings: HttpSettings, patience: Patience = new Patience()) {
    this.#settings = settings;
    this.#patience = patience;
  }

  /** The client as one look gets it: it reaches the declared hosts only, each at its pace. */
  forLook(context: HttpContext): Http {
    return { ask: (request) => this.#follow(request, context) };
  }

  async close(): Promise<void> {
    await Promise.all([this.#guarded.close(), this.#open.close()]);
  }

  async #follow(first: HttpRequest, context: HttpContext): Promise<HttpAnswer> {
    let request = first;
    for (let hop = 0; hop <= MAX_HOPS; hop++) {
      const answer = await this.#askOnce(request, context);
      const location =
        answer.answered && answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
      if (!answer.answered || location === undefined || request.redirect === 'manual') return answer;
      const next = URL.parse(location, request.url);
      if (!next || !hostIsDeclared(next.hostname, context.hosts)) return answer;
      // as browsers do: 301, 302 and 303 turn into GET without a body
      const { body: _body, method: _method, ...rest } = request;
      request = answer.status >= 307 ? { ...request, url: next.href } : { ...rest, url: next.href };
    }
    return { answered: false, outcome: 'upstream-error', detail: `超过 ${MAX_HOPS} 次跳转`, status: null };
  }

  async #askOnce(request: HttpRequest, context: HttpContext): Promise<HttpAnswer> {
    const url = URL.parse(request.url);
    if (!url || !/^https?:$/.test(url.protocol)) return refused(`不是网址：${request.url}`);
    if (!hostIsDeclared(url.hostname, context.hosts)) return refused(`未声明的主机 ${url.hostname}`);
    try {
      const pass = await context.gate.enter(url.hostname, context.signal);
      if (!pass.admitted) return { answered: false, outcome: pass.outcome, detail: pass.detail, status: null };
      context.asked?.(url.hostname);
      try {
        return await this.#exchange(url, request, context);
      } finally {
        pass.leave();
      }
    } catch (error) {
      return { answered: false, outcome: 'network', detail: describe(error), status: null };
    }
  }

  async #exchange(url: URL, request: HttpRequest, context: HttpContext): Promise<HttpAnswer> {
    const mostMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const { target, headers, dispatcher } = this.#route(url);
    const waiting = this.#patience.wait(url.hostname, mostMs);
    const response = await sendOnFreshSocket(target, {
      method: request.method ?? 'GET',
      headers: {
        'user-agent': USER_AGENT,
        'accept-encoding': 'gzip, deflate, br, zstd',
        'accept-language': 'zh-CN,zh;q=0.9',
        ...request.headers,
        ...headers,
      },
      body: request.body ?? null,
      dispatcher,
      // a body that stops in the middle is a hang as well
      bodyTimeout: this.#patience.limitMs(url.hostname, mostMs),
      signal: AbortSignal.any([AbortSignal.timeout(mostMs), waiting.signal, context.signal]),
    }).finally(() => waiting.end());
    const retryAfter = retryAfterMs(response.headers['retry-after'], context.now());
    if ((response.statusCode === 429 || response.statusCode === 503) && retryAfter !== null) {
      context.gate.pause(url.hostname, retryAfter);
    }
    const body = await readBody(response.body, response.headers['content-encoding'], request);
    if (body === null) {
      const limit = request.maxBytes ?? DEFAULT_MAX_BYTES;
      return {
        answered: false,
        outcome: 'layout-changed',
        detail: `回答超过 ${limit} 字节`,
        status: response.statusCode,
      };
    }
    return answerOf(url, request, response.statusCode, flatten(response.headers), body, context);
  }

  #route(url: URL): { target: string; headers: Record<string, string>; dispatcher: Dispatcher } {
    if (this.#settings.replica !== undefined) {
      const base = new URL(this.#settings.replica);
      return {
        target: `${base.origin}${url.pathname}${url.search}`,
        headers: { 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) },
        dispatcher: this.#open,
      };
    }
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const named = this.#settings.allowPrivate.includes(`${url.hostname}:${port}`);
    return { target: url.href, headers: {}, dispatcher: named ? this.#open : this.#guarded };
  }
}

/** The errors of a kept-alive connection that its other end had already given up. */
const STALE_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A question that died with a stale connection before a byte of its answer came is asked again at once, this once. */
async function sendOnFreshSocket(target: string, options: Parameters<typeof send>[1] & { method: string }) {
  try {
    return await send(target, options);
  } catch (error) {
    const isStale = STALE_CONNECTION.has((error as { code?: string }).code ?? '');
    if (!isStale || options.method !== 'GET') throw error;
    return send(target, { ...options, reset: true });
  }
}

function refused(detail: string): HttpAnswer {
  return { answered: false, outcome: 'not-configured', detail, status: null };
}

function answerOf(
  url: URL,
  request: HttpRequest,
  status: number,
  headers: Record<string, string>,
  bytes: Buffer,
  context: HttpContext,
): HttpAnswer {
  const fetchedAt = context.now().toString({ smallestUnit: 'second' });
  const shownUrl = withoutSecrets(withoutLogin(url), request.secrets ?? []);
  let hash: string | undefined;
  return {
    answered: true,
    status,
    headers,
    url: url.href,
    bytes,
    text: decode(bytes, headers['content-type'], request.charset),
    cookies: (headers['set-cookie'] ?? '').split('\n').flatMap((line) => line.split(';')[0]?.trim() || []),
    proof(excerpt: string | null = null): Evidence {
      hash ??= context.evidence.keep(bytes);
      const cut = excerpt === null ? null : withoutSecrets(excerpt, request.secrets ?? []).slice(0, EXCERPT_LIMIT);
      return { hash, url: shownUrl, fetchedAt, httpStatus: status, excerpt: cut };
    },
  };
}

/** Reads up to the limit; null where the body is larger. Stops early where the caller has seen enough. */
async function readBody(
  raw: Readable,
  encoding: string | string[] | undefined,
  request: HttpRequest,
): Promise<Buffer | null> {
  const limit = request.maxBytes ?? DEFAULT_MAX_BYTES;
  const decoder = decoderOf(String(encoding ?? ''));
  const stream = decoder ? raw.pipe(decoder) : raw;
  if (decoder) raw.on('error', (error) => decoder.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  const text = request.enough ? new TextDecoder(request.charset ?? 'utf-8') : null;
  let soFar = '';
  const stopAfter = request.stopAfterBytes ?? Number.POSITIVE_INFINITY;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= stopAfter) return Buffer.concat(chunks).subarray(0, stopAfter);
      if (text && request.enough) {
        soFar += text.decode(chunk, { stream: true });
        if (request.enough(soFar)) break;
      }
      if (size > limit) return null;
    }
  } finally {
    // an unread rest must not hold the socket
    if (!raw.readableEnded) raw.destroy();
  }
  const [only, ...more] = chunks;
  return only !== undefined && more.length === 0 ? only : Buffer.concat(chunks);
}

function decoderOf(encoding: string): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return null;
  }
}

function decode(bytes: Buffer, contentType: string | undefined, fallback = 'utf-8'): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? fallback;
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join('\n') : value]],
    ),
  );
}

/** Retry-After in seconds or as a date, as milliseconds from now; null where it is neither. */
function retryAfterMs(value: string | string[] | undefined, now: Temporal.Instant): number | null {
  const text = Array.isArray(value) ? value[0] : value;
  if (text === undefined) return null;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.epochMilliseconds);
}

/** a bridge's address may carry user and password */
function withoutLogin(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => {
    if (secret === '') return shown;
    return shown.split(secret).join('***').split(encodeURIComponent(secret)).join('***');
  }, text);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: string }).code;
  if (error.name === 'TimeoutError') return '超时，没有等到完整的回答';
  if (code === 'ERR_IP_BLOCKED') return '目标是内部地址，已拒绝；内网服务须在 network.allowPrivate 中写明';
  return code ? `${code} ${error.message}` : error.message;
}
