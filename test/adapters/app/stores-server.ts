import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hosts } from '../../../adapters/app/hosts.ts';
import type { World } from '../../../src/model/world.ts';
import { forgetful } from '../../../src/world/evidence.ts';
import { openGate } from '../../../src/world/gate.ts';
import { HttpClient } from '../../../src/world/http.ts';

/** One request as a store sees it. */
export interface Question {
  readonly method: string;
  readonly scheme: string;
  /** host, path and query as the program wrote them */
  readonly address: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** answers for parts of the body */
  readonly ranges?: boolean;
  /** the connection ends after this many bytes of the body */
  readonly cutAfter?: number;
}
export type Stores = (question: Question) => Reply;

/** Plays stores on this machine; the program's own client asks it. What the stores do not know is 404. */
export class StoresServer {
  readonly asked: Question[] = [];
  readonly #server: Server;
  readonly #client: HttpClient;
  readonly #shared = new Map<string, Promise<unknown>>();

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.#client = new HttpClient({ replica: `http://127.0.0.1:${port}`, allowPrivate: [] });
  }

  static async start(stores: Stores): Promise<StoresServer> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const question: Question = {
          method: request.method ?? '',
          scheme: String(request.headers['x-forwarded-proto']),
          address: `${request.headers['x-forwarded-host']}${request.url}`,
          headers: request.headers,
          body: Buffer.concat(parts).toString('utf8'),
        };
        started.asked.push(question);
        const { status = 200, headers = {}, body = '', ranges = false, cutAfter } = stores(question);
        const bytes = Buffer.from(body);
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
        if (ranges && range) {
          const from = Number(range[1]);
          const to = Math.min(Number(range[2]), bytes.length - 1);
          const part = bytes.subarray(from, to + 1);
          response.writeHead(206, {
            'content-range': `bytes ${from}-${to}/${bytes.length}`,
            'content-length': part.length,
          });
          response.end(part);
          return;
        }
        response.writeHead(status, { 'content-length': bytes.length, ...headers });
        if (cutAfter === undefined) response.end(bytes);
        else response.write(bytes.subarray(0, cutAfter), () => request.socket.destroy());
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const started = new StoresServer(server);
    return started;
  }

  /** the world as a source of the adapter gets it, at a fixed moment */
  world(at = '2026-09-25T09:30:00+08:00', tonight: readonly unknown[] = []): World {
    const signal = new AbortController().signal;
    const now = () => Temporal.Instant.from(at);
    return {
      http: this.#client.forLook({
        hosts: hosts.map((one) => one.host),
        gate: openGate,
        evidence: forgetful,
        signal,
        now,
      }),
      browser: { visit: async () => ({ opened: false, outcome: 'not-configured', detail: '' }) },
      html: { select: async () => ({ read: false, detail: '' }) },
      now,
      zone: 'Asia/Shanghai',
      tonight,
      secret: () => undefined,
      once: async <T>(key: string, make: () => Promise<T>) => {
        const made = this.#shared.get(key) ?? make();
        this.#shared.set(key, made);
        return made as Promise<T>;
      },
      signal,
    };
  }

  async stop(): Promise<void> {
    await this.#client.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
