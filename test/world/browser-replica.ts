import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly host: string;
  readonly scheme: string;
  readonly method: string;
  readonly path: string;
  readonly cookie: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** A tiny replica of the outside: answers by host and path, and remembers what it was asked. */
export async function replicaOf(answer: (seen: Seen, response: ServerResponse) => void) {
  const asked: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { headers } = request;
    const seen = {
      host: String(headers['x-forwarded-host']),
      scheme: String(headers['x-forwarded-proto']),
      method: request.method ?? '',
      path: request.url ?? '',
      cookie: headers.cookie ?? '',
      body,
      headers,
    };
    asked.push(seen);
    answer(seen, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** a page whose own script is `script` */
export function pageWith(script: string, title = '示例'): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="root">示例文字</div><script>${script}</script></body></html>`;
}
