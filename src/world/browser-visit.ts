import type { BrowserContext, HTTPResponse, Page } from 'puppeteer';
import { type Evidence, EXCERPT_LIMIT } from '../model/evidence.ts';
import type { Captured, PageRequest, PageVisit } from '../model/world.ts';
import { filterRequests, type RequestRules } from './browser-requests.ts';
import type { EvidenceKeeper } from './evidence.ts';
import type { Login } from './login.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
/** no request of the page under way for this long: it has asked all that it wanted to ask */
const QUIET_MS = 600;
const READ_WITHIN_MS = 3000;
const MOST_CAPTURED = 40;

export interface VisitContext {
  readonly rules: RequestRules;
  readonly evidence: EvidenceKeeper;
  readonly login: Login | null;
  readonly signal: AbortSignal;
  now(): Temporal.Instant;
}

/** Opens one page in a context of its own, lets it ask for its own data, and hands back what came. */
export async function visitPage(
  context: BrowserContext,
  request: PageRequest,
  outside: VisitContext,
): Promise<PageVisit> {
  const limitMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const stop = AbortSignal.any([AbortSignal.timeout(limitMs), outside.signal]);
  const stopped = new Promise<'stopped'>((resolve) => {
    if (stop.aborted) resolve('stopped');
    stop.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  if (outside.login) await context.setCookie(...outside.login.cookies);
  const page = await context.newPage();
  // windows that the page opens are nobody's business
  context.on('targetcreated', (target) => {
    if (target.type() !== 'page') return;
    const closed = target.page().then((opened) => (opened === page ? undefined : opened?.close()));
    closed.catch(() => {});
  });
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
  if (request.userAgent !== undefined) await page.setUserAgent({ userAgent: request.userAgent });
  if (outside.login) await page.evaluateOnNewDocument(restoreStorage(outside.login));
  await filterRequests(page, outside.rules);

  const keeper = new AnswerKeeper(page, request, outside);
  const opening = page.goto(request.url, { waitUntil: 'domcontentloaded', timeout: limitMs }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const failure = await Promise.race([opening, keeper.done.then(() => null), stopped]);
  if (typeof failure === 'string' && failure !== 'stopped' && !keeper.hasDocument) {
    return { opened: false, outcome: 'network', detail: `网页打不开：${failure}` };
  }
  // a page that asks for nothing when it is scrolled has nothing more to say
  for (let scrolled = 0, before = 0; ; scrolled++) {
    const quiet = page.waitForNetworkIdle({ idleTime: QUIET_MS, timeout: limitMs, signal: stop }).catch(() => {});
    const ended = await Promise.race([keeper.done, stopped, quiet.then(() => 'quiet' as const)]);
    await keeper.settle();
    if (ended !== 'quiet' || keeper.isDone || scrolled >= (request.scrolls ?? 0) || keeper.count === before) break;
    before = keeper.count;
    await Promise.race([page.evaluate('window.scrollTo(0, document.body.scrollHeight)').catch(() => {}), stopped]);
  }
  if (!keeper.hasDocument) {
    const why = outside.signal.aborted ? '巡查已中止' : `${limitMs / 1000} 秒内没有回答`;
    return { opened: false, outcome: 'network', detail: `网页打不开：${why}` };
  }
  return keeper.visit(await readPage(page, request.url));
}

interface PageWords {
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

/** What the page shows now; empty where its scripts keep it from answering. */
async function readPage(page: Page, asked: string): Promise<PageWords> {
  const none = { url: asked, title: '', text: '' };
  const read = page
    .evaluate('({ url: location.href, title: document.title, text: document.body ? document.body.innerText : "" })')
    .then((words) => words as PageWords)
    .catch(() => none);
  const late = Promise.withResolvers<PageWords>();
  const timer = setTimeout(() => late.resolve(none), READ_WITHIN_MS);
  return Promise.race([read, late.promise]).finally(() => clearTimeout(timer));
}

const OWN_PAGE = 'chrome-error:';

/** Keeps the latest document of the page and the answers that the adapter asked for. */
class AnswerKeeper {
  readonly done: Promise<'done'>;
  isDone = false;
  readonly #captured: Captured[] = [];
  readonly #reading = new Set<Promise<void>>();
  readonly #request: PageRequest;
  readonly #outside: VisitContext;
  readonly #finish: () => void;
  #document: Captured | null = null;

  constructor(page: Page, request: PageRequest, outside: VisitContext) {
    this.#request = request;
    this.#outside = outside;
    const { promise, resolve } = Promise.withResolvers<'done'>();
    this.done = promise;
    this.#finish = () => {
      this.isDone = true;
      resolve('done');
    };
    page.on('response', (response) => this.#take(page, response));
  }

  get hasDocument(): boolean {
    return this.#document !== null;
  }

  get count(): number {
    return this.#captured.length;
  }

  /** waits for bodies that are still being read, but not for ever */
  async settle(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, READ_WITHIN_MS);
    await Promise.race([Promise.all(this.#reading), late.promise]);
    clearTimeout(timer);
  }

  visit(words: PageWords): PageVisit {
    const read = this.#document;
    if (!read) return { opened: false, outcome: 'network', detail: '网页打不开' };
    // for a refusal without a body Chromium shows a page of its own, which nobody else may be quoted with
    const isOwnPage = words.url.startsWith(OWN_PAGE);
    const document = isOwnPage ? this.#capturedOf(read, new Uint8Array()) : read;
    return {
      opened: true,
      status: document.status,
      ...(isOwnPage ? { url: document.url, title: '', text: '' } : words),
      html: document.text,
      captured: [...this.#captured],
      proof: document.proof,
    };
  }

  #take(page: Page, response: HTTPResponse): void {
    const isDocument = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    const isPreflight = response.request().method() === 'OPTIONS';
    const isWanted = !isDocument && !isPreflight && this.#request.capture(response.url());
    const isRedirect = response.status() >= 300 && response.status() < 400;
    if (isRedirect || !(isDocument || isWanted)) return;
    const reading = this.#read(response).then((captured) => {
      if (captured === null) return;
      if (isDocument) this.#document = captured;
      else if (this.#captured.length < MOST_CAPTURED) this.#captured.push(captured);
      if (!this.isDone && this.#request.done(this.#captured)) this.#finish();
    });
    this.#reading.add(reading);
    void reading.finally(() => this.#reading.delete(reading));
  }

  /** null where the page went on before its answer could be read */
  async #read(response: HTTPResponse): Promise<Captured | null> {
    const status = response.status();
    const body = status === 204 ? new Uint8Array() : await response.buffer().catch(() => null);
    if (body === null) return null;
    return this.#capturedOf({ url: response.url(), method: response.request().method(), status }, body);
  }

  #capturedOf({ url, method, status }: Pick<Captured, 'url' | 'method' | 'status'>, body: Uint8Array): Captured {
    const fetchedAt = this.#outside.now().toString({ smallestUnit: 'second' });
    const { evidence } = this.#outside;
    let hash: string | undefined;
    return {
      url,
      method,
      status,
      text: new TextDecoder().decode(body),
      proof(excerpt: string | null = null): Evidence {
        hash ??= evidence.keep(body);
        return { hash, url, fetchedAt, httpStatus: status, excerpt: excerpt?.slice(0, EXCERPT_LIMIT) ?? null };
      },
    };
  }
}

/** Puts the lent login's storage into pages of its own origin, where the page has not written itself yet. */
function restoreStorage(login: Login): string {
  const items = JSON.stringify(login.storage);
  return `if (location.origin === ${JSON.stringify(login.origin)}) {
    for (const [name, value] of Object.entries(${items})) {
      if (localStorage.getItem(name) === null) localStorage.setItem(name, value);
    }
  }`;
}
