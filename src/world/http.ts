import type { Dispatcher } from 'undici';
import { type Evidence, EXCERPT_LIMIT } from '../model/evidence.ts';
import type { Http, HttpAnswer, HttpRequest } from '../model/world.ts';
import type { EvidenceKeeper } from './evidence.ts';
import { Exchange, type Headers, type Received } from './exchange.ts';
import type { Gate } from './gate.ts';
import { guardedAgent, hostIsDeclared, openAgent } from './guard.ts';
import { Patience } from './patience.ts';

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 20_000;
const MAX_HOPS = 5;
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; Xuncha/1; +government new media inspection)',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'zh-CN,zh;q=0.9',
};

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
  readonly #replicaOrigin: string | null;
  readonly #guarded: Dispatcher = guardedAgent();
  readonly #open: Dispatcher = openAgent();
  readonly #patience: Patience;

  constructor(settings: HttpSettings, patience: Patience = new Patience()) {
    this.#settings = settings;
    this.#replicaOrigin = settings.replica === undefined ? null : new URL(settings.replica).origin;
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
    const { status, headers, bytes } = await this.#sendOnFreshSocket(url, request, context);
    if (bytes === null) {
      const limit = request.maxBytes ?? DEFAULT_MAX_BYTES;
      return { answered: false, outcome: 'layout-changed', detail: `回答超过 ${limit} 字节`, status };
    }
    return answerOf(url, request, status, flatten(headers), bytes, context);
  }

  /** A question that died with a stale connection before a byte of its answer came is asked again at once, this once. */
  async #sendOnFreshSocket(url: URL, request: HttpRequest, context: HttpContext): Promise<Received> {
    const first = this.#send(url, request, context, false);
    try {
      return await first.received;
    } catch (error) {
      const isStale = STALE_CONNECTION.has((error as { code?: string }).code ?? '');
      if (!isStale || first.hasBegun || (request.method ?? 'GET') !== 'GET') throw error;
      return this.#send(url, request, context, true).received;
    }
  }

  /** @param reset on a connection that is closed afterwards */
  #send(url: URL, request: HttpRequest, context: HttpContext, reset: boolean): Exchange {
    const mostMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const { origin, headers, dispatcher } = this.#route(url);
    const exchange = new Exchange(
      { ...request, maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES },
      (status, answered) => {
        endWaiting();
        if (status !== 429 && status !== 503) return;
        const retryAfter = retryAfterMs(answered['retry-after'], context.now());
        if (retryAfter !== null) context.gate.pause(url.hostname, retryAfter);
      },
    );
    const endWaiting = this.#patience.wait(url.hostname, mostMs, (hang) => exchange.giveUp(hang));
    const whole = setTimeout(() => exchange.giveUp(new TooLong()), mostMs);
    const stop = () => exchange.giveUp(context.signal.reason as Error);
    context.signal.addEventListener('abort', stop, { once: true });
    const ended = () => {
      if (!exchange.hasBegun) endWaiting();
      clearTimeout(whole);
      context.signal.removeEventListener('abort', stop);
    };
    exchange.received.then(ended, ended);
    if (context.signal.aborted) stop();
    else
      dispatcher.dispatch(
        {
          origin,
          path: `${url.pathname}${url.search}`,
          method: request.method ?? 'GET',
          headers: { ...HEADERS, ...request.headers, ...headers },
          body: request.body ?? null,
          reset,
          // a body that stops in the middle is a hang as well
          bodyTimeout: this.#patience.limitMs(url.hostname, mostMs),
        },
        exchange,
      );
    return exchange;
  }

  #route(url: URL): { origin: string; headers: Record<string, string>; dispatcher: Dispatcher } {
    if (this.#replicaOrigin !== null) {
      return {
        origin: this.#replicaOrigin,
        headers: { 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) },
        dispatcher: this.#open,
      };
    }
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const named = this.#settings.allowPrivate.includes(`${url.hostname}:${port}`);
    return { origin: url.origin, headers: {}, dispatcher: named ? this.#open : this.#guarded };
  }
}

/** The errors of a kept-alive connection that its other end had already given up. */
const STALE_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

class TooLong extends Error {
  constructor() {
    super('超时，没有等到完整的回答');
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
  const answeredAt = context.now();
  const hide = (words: string) => withoutSecrets(words, request.secrets ?? []);
  let text: string | undefined;
  let proven: Pick<Evidence, 'hash' | 'url' | 'fetchedAt'> | undefined;
  return {
    answered: true,
    status,
    headers,
    url: url.href,
    bytes,
    // files of apps and answers that are thrown away are never text
    get text() {
      text ??= decode(bytes, headers['content-type'], request.charset);
      return text;
    },
    get cookies() {
      return (headers['set-cookie'] ?? '').split('\n').flatMap((line) => line.split(';')[0]?.trim() || []);
    },
    proof(excerpt: string | null = null): Evidence {
      proven ??= {
        hash: context.evidence.keep(bytes),
        url: hide(withoutLogin(url)),
        fetchedAt: answeredAt.toString({ smallestUnit: 'second' }),
      };
      const cut = excerpt === null ? null : hide(excerpt).slice(0, EXCERPT_LIMIT);
      return { ...proven, httpStatus: status, excerpt: cut };
    },
  };
}

const UTF_8 = new TextDecoder();
/** one for each encoding that was met, of the some forty that there are; an answer leaves nothing behind in it */
const decoders = new Map<string, TextDecoder>([['utf-8', UTF_8]]);

function decode(bytes: Buffer, contentType: string | undefined, fallback = 'utf-8'): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? fallback;
  return (decoders.get(named) ?? decoderOf(named)).decode(bytes);
}

function decoderOf(encoding: string): TextDecoder {
  try {
    const decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
    return decoder;
  } catch {
    return UTF_8;
  }
}

function flatten(headers: Headers): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join('\n') : value;
  }
  return flat;
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
  if (url.username === '' && url.password === '') return url.href;
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
  if (code === 'ERR_IP_BLOCKED') return '目标是内部地址，已拒绝；内网服务须在 network.allowPrivate 中写明';
  return code ? `${code} ${error.message}` : error.message;
}
