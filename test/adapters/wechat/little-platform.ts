import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Source } from '../../../src/model/adapter.ts';
import type { Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { forgetful } from '../../../src/world/evidence.ts';
import { openGate } from '../../../src/world/gate.ts';
import { HtmlWorker } from '../../../src/world/html.ts';
import { HttpClient } from '../../../src/world/http.ts';

export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly json?: unknown;
}
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
export type Answering = (asked: Asked) => Reply | undefined;

/** WeChat and the bridges on this machine: what no test answers is HTTP 404. */
export class LittlePlatform {
  readonly asked: Asked[] = [];
  readonly secrets = new Map<string, string>();
  now = Temporal.Instant.from('2026-11-21T03:00:00+08:00');
  answer: Answering = () => undefined;
  readonly #server: Server;
  readonly #http: HttpClient;
  readonly #html = new HtmlWorker();

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.#http = new HttpClient({ replica: `http://127.0.0.1:${port}`, allowPrivate: [] });
  }

  static async open(): Promise<LittlePlatform> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const platform = new LittlePlatform(server);
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const url = new URL(request.url ?? '/', 'http://replica');
      const asked = {
        host: String(request.headers['x-forwarded-host']),
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      platform.asked.push(asked);
      const reply = platform.answer(asked) ?? { status: 404, body: 'nobody answers here' };
      const body = reply.json === undefined ? (reply.body ?? '') : JSON.stringify(reply.json);
      const type = reply.type ?? (reply.json === undefined ? 'text/html; charset=utf-8' : 'application/json');
      response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
      response.end(body);
    });
    return platform;
  }

  /** A fresh night: nothing is shared with earlier looks. */
  async look<Handle, Options>(source: Source<Handle, Options>, handle: Handle, options: Options): Promise<Sighting> {
    return source.look(handle, this.#world(), options);
  }

  /** Some looks of one night, one after the other. */
  async night<Handle, Options>(
    source: Source<Handle, Options>,
    handles: readonly Handle[],
    options: Options,
  ): Promise<Sighting[]> {
    const world = this.#world();
    const seen: Sighting[] = [];
    for (const handle of handles) seen.push(await source.look(handle, world, options));
    return seen;
  }

  /** What the source itself says of its night. */
  async health<Handle, Options>(source: Source<Handle, Options>, options: Options): Promise<string | null> {
    return source.health?.(this.#world(), options) ?? null;
  }

  async close(): Promise<void> {
    await this.#http.close();
    await this.#html.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #world(): World {
    const shared = new Map<string, Promise<unknown>>();
    const hosts = ['*.qq.com', '*.sogou.com', '*.test'];
    const signal = new AbortController().signal;
    const now = () => this.now;
    return {
      http: this.#http.forLook({ hosts, gate: openGate, evidence: forgetful, signal, now }),
      browser: { visit: async () => ({ opened: false, outcome: 'not-configured', detail: 'no browser here' }) },
      html: this.#html,
      now,
      zone: 'Asia/Shanghai',
      secret: (name) => this.secrets.get(name),
      once: <T>(key: string, make: () => Promise<T>) => {
        const known = shared.get(key) ?? make();
        shared.set(key, known);
        return known as Promise<T>;
      },
      signal,
    };
  }
}
