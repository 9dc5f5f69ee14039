import type { Outside } from '../collect/look.ts';
import type { BrowserPort, Http, HttpAnswer, HttpRequest } from '../model/world.ts';

/** One request and what came back, as a source got it. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  /** null where there was no answer */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** for people: why there was no answer; empty where there was one */
  readonly trouble: string;
  /** what is secret in this exchange alone */
  readonly secrets: readonly string[];
}

/** The same outside; every exchange is told as well. */
export function recorded(outside: Outside, told: (exchange: Exchange) => void): Outside {
  return {
    ...outside,
    http: { forLook: (context) => recordedHttp(outside.http.forLook(context), told) },
    browserFor: (...platform) => recordedBrowser(outside.browserFor(...platform), told),
  };
}

function recordedHttp(http: Http, told: (exchange: Exchange) => void): Http {
  return {
    async ask(request) {
      const answer = await http.ask(request);
      told(exchangeOf(request, answer));
      return answer;
    },
  };
}

function exchangeOf(request: HttpRequest, answer: HttpAnswer): Exchange {
  const asked = {
    method: request.method ?? 'GET',
    url: request.url,
    requestHeaders: request.headers ?? {},
    requestBody: request.body ?? null,
  };
  const own = request.secrets ?? [];
  if (!answer.answered) {
    const trouble = `${answer.outcome} ${answer.detail}`;
    return { ...asked, status: answer.status, headers: {}, body: new Uint8Array(), trouble, secrets: own };
  }
  const { status, headers, bytes, cookies } = answer;
  // a visitor's cookies are nobody's login, but they tell two visits of one machine apart
  const given = cookies.map((pair) => pair.slice(pair.indexOf('=') + 1));
  return { ...asked, status, headers, body: bytes, trouble: '', secrets: [...own, ...given] };
}

/** Of a page: the document as it was sent, and the answers that the page's own requests brought. */
function recordedBrowser(browser: BrowserPort, told: (exchange: Exchange) => void): BrowserPort {
  return {
    async visit(request) {
      const visit = await browser.visit(request);
      const page = { method: 'GET', url: request.url, requestHeaders: {}, requestBody: null, headers: {}, secrets: [] };
      if (!visit.opened) {
        told({ ...page, status: null, body: new Uint8Array(), trouble: `${visit.outcome} ${visit.detail}` });
        return visit;
      }
      told({ ...page, status: visit.status, body: Buffer.from(visit.html), trouble: '' });
      for (const { method, url, status, text } of visit.captured) {
        told({ ...page, method, url, status, body: Buffer.from(text), trouble: '' });
      }
      return visit;
    },
  };
}
