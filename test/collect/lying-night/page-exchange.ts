/**
 * A page of the replica and what its scripts ask for, without a browser: a real one would take hours for thousands of
 * pages. Beside it stands a test in which the same sources read some of these pages in a real Chromium.
 */
import type { BrowserPort, Captured, PageRequest, PageVisit } from '../../../src/model/world.ts';
import { forgetful } from '../../../src/world/evidence.ts';
import { AT } from './liars.ts';
import type { Question } from './played.ts';

export interface Exchange {
  /** where the replica listens */
  readonly replica: string;
  /** the session cookie of the lent login */
  readonly session: string | undefined;
  asks(html: string): readonly Question[];
}

export function pageExchange(exchange: Exchange): BrowserPort {
  return { visit: (request) => visit(request, exchange) };
}

async function visit(request: PageRequest, { replica, session, asks }: Exchange): Promise<PageVisit> {
  const { host, pathname } = new URL(request.url);
  const cookies = request.profile === undefined || session === undefined ? [] : [`sessionid=${session}`];
  const ask = async ({ path, form }: Question) => {
    const answer = await fetch(`${replica}${path}`, {
      method: form === undefined ? 'GET' : 'POST',
      ...(form === undefined ? {} : { body: form }),
      headers: { 'x-forwarded-host': host, 'x-forwarded-proto': 'https', cookie: cookies.join('; ') },
    });
    cookies.push(...answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''));
    const text = await answer.text();
    return captured(`https://${host}${path}`, form === undefined ? 'GET' : 'POST', answer.status, text);
  };
  const page = await ask({ path: pathname });
  // a script that did not come whole does not run
  const questions = page.text.trimEnd().endsWith('</html>') ? asks(page.text) : [];
  const answers: Captured[] = [];
  for (const question of questions) {
    if (!request.capture(`https://${host}${question.path}`)) continue;
    answers.push(await ask(question));
  }
  return {
    opened: true,
    status: page.status,
    url: request.url,
    title: /<title>([^<]*)<\/title>/.exec(page.text)?.[1] ?? '',
    text: '',
    html: page.text,
    captured: answers,
    proof: page.proof,
  };
}

function captured(url: string, method: string, status: number, text: string): Captured {
  const body = new TextEncoder().encode(text);
  const fetchedAt = AT.toString();
  return {
    url,
    method,
    status,
    text,
    proof: (excerpt = null) => ({ hash: forgetful.keep(body), url, fetchedAt, httpStatus: status, excerpt }),
  };
}
