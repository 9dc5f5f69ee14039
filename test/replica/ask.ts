/** Asks a replica as the program does: same address, the host that is meant in `x-forwarded-host`. */
import type { Replica } from './server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export async function ask(replica: Replica, address: string, init: RequestInit = {}): Promise<Answer> {
  const url = new URL(address);
  const response = await fetch(`${replica.url}${url.pathname}${url.search}`, {
    redirect: 'manual',
    ...init,
    headers: { ...init.headers, 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** the answer's JSON, also from within a callback; undefined where there is none */
function parsed(text: string): unknown {
  try {
    return JSON.parse(/^window\.\w+ && \w+\((.*)\);$/s.exec(text)?.[1] ?? text);
  } catch {
    return undefined;
  }
}
