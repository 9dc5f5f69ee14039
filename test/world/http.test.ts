import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../src/model/world.ts';
import { forgetful, hashOf } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { HttpClient } from '../../src/world/http.ts';

let server: Server;
let port: number;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: IncomingMessage[] = [];
const clients: HttpClient[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function ask(
  request: HttpRequest,
  options: { replica?: string; allowPrivate?: string[]; hosts?: string[]; signal?: AbortSignal } = {},
) {
  const client = new HttpClient({ replica: options.replica, allowPrivate: options.allowPrivate ?? [] });
  clients.push(client);
  const http = client.forLook({
    hosts: options.hosts ?? ['example.test', '127.0.0.1', 'localhost', '[::1]', '0.0.0.0'],
    gate: openGate,
    evidence: forgetful,
    signal: options.signal ?? new AbortController().signal,
    now: () => Temporal.Instant.from('2026-09-25T01:00:00+08:00'),
  });
  return http.ask(request);
}
const replica = () => ({ replica: `http://127.0.0.1:${port}` });
const text = (got: HttpAnswer) => (got.answered ? got.text : `${got.outcome}: ${got.detail}`);

test('with a replica every request goes there, with the host and scheme that were meant', async () => {
  answer = (_, response) => response.end('here');
  const got = await ask({ url: 'https://example.test/a?b=1' }, replica());
  expect(text(got)).toBe('here');
  expect(asked[0]?.url).toBe('/a?b=1');
  expect(asked[0]?.headers['x-forwarded-host']).toBe('example.test');
  expect(asked[0]?.headers['x-forwarded-proto']).toBe('https');
});

describe('inner addresses are refused on the socket, in whatever spelling', () => {
  test.each(['127.0.0.1', '0x7f000001', '2130706433', '127.1', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost'])(
    '%s',
    async (host) => {
      answer = (_, response) => response.end('inside');
      const url = `http://${host}:${port}/`;
      const got = await ask({ url }, { hosts: [new URL(url).hostname] });
      expect(got).toMatchObject({ answered: false, outcome: 'network' });
      expect(asked).toHaveLength(0);
    },
  );

  test('unless the settings name them', async () => {
    answer = (_, response) => response.end('bridge');
    const got = await ask({ url: `http://127.0.0.1:${port}/` }, { allowPrivate: [`127.0.0.1:${port}`] });
    expect(text(got)).toBe('bridge');
  });
});

test('a host that the adapter does not declare is not asked', async () => {
  answer = (_, response) => response.end('anything');
  const got = await ask({ url: 'http://elsewhere.test/' }, replica());
  expect(got.answered).toBe(false);
  expect(asked).toHaveLength(0);
});

test('a redirect is followed within the declared hosts, and is the answer otherwise', async () => {
  answer = (request, response) => {
    if (request.url === '/in') response.writeHead(302, { location: 'https://example.test/there' }).end();
    else if (request.url === '/out') response.writeHead(302, { location: 'https://elsewhere.test/' }).end();
    else response.end('arrived');
  };
  expect(text(await ask({ url: 'https://example.test/in' }, replica()))).toBe('arrived');
  const out = await ask({ url: 'https://example.test/out' }, replica());
  expect(out).toMatchObject({ answered: true, status: 302 });
});

test('endless redirects end', async () => {
  answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
  expect(await ask({ url: 'https://example.test/' }, replica())).toMatchObject({ outcome: 'upstream-error' });
  expect(asked.length).toBeLessThan(10);
});

test('a body over the limit is no answer, packed or not', async () => {
  answer = (request, response) => {
    const body = Buffer.alloc(200_000, 'a');
    if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    else response.end(body);
  };
  const limit = { maxBytes: 100_000 };
  for (const path of ['plain', 'packed']) {
    const got = await ask({ url: `https://example.test/${path}`, ...limit }, replica());
    expect(got).toMatchObject({ answered: false, outcome: 'layout-changed' });
  }
});

describe('an answer is unpacked, whatever it was packed with, also where the server sends it byte by byte', () => {
  const body = '示例'.repeat(50_000);
  const packed: Record<string, (bytes: Buffer) => Buffer> = {
    gzip: gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
    zstd: zstdCompressSync,
    none: (bytes) => bytes,
  };
  test.each(Object.entries(packed))('%s', async (encoding, pack) => {
    answer = (_, response) => {
      if (encoding !== 'none') response.setHeader('content-encoding', encoding);
      const bytes = pack(Buffer.from(body));
      for (let from = 0; from < bytes.length; from += 40_000) response.write(bytes.subarray(from, from + 40_000));
      response.end();
    };
    expect(text(await ask({ url: 'https://example.test/' }, replica()))).toBe(body);
  });

  test('half a packed answer is none', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body).subarray(0, 100));
    };
    expect(await ask({ url: 'https://example.test/' }, replica())).toMatchObject({
      answered: false,
      outcome: 'network',
    });
  });

  test('what is no such packing is no answer', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    expect(await ask({ url: 'https://example.test/' }, replica())).toMatchObject({
      answered: false,
      outcome: 'network',
    });
  });
});

test('a packed answer is unpacked no further than enough', async () => {
  const body = `needle${'示例'.repeat(2_000_000)}`;
  answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
  const got = await ask({ url: 'https://example.test/', enough: (soFar) => soFar.includes('needle') }, replica());
  expect(text(got).startsWith('needle')).toBe(true);
  expect(text(got).length).toBeLessThan(body.length / 10);
});

test('of a large file the beginning is taken, to the byte', async () => {
  answer = (_, response) => response.end(Buffer.alloc(300_000, 'a'));
  const got = await ask({ url: 'https://example.test/', stopAfterBytes: 1000, maxBytes: 10 }, replica());
  expect(text(got)).toBe('a'.repeat(1000));
});

test('a fault of the caller’s own in the middle of an answer ends the question alone', async () => {
  answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('anything'));
  const enough = () => {
    throw new Error('a bug');
  };
  const got = await ask({ url: 'https://example.test/', enough }, replica());
  expect(text(got)).toBe('network: a bug');
});

test('a run that ends takes its questions back', async () => {
  const over = new AbortController();
  const arrived = new Promise<void>((resolve) => {
    answer = () => resolve();
  });
  const asking = ask({ url: 'https://example.test/' }, { ...replica(), signal: over.signal });
  await arrived;
  over.abort(new Error('the run is over'));
  expect(text(await asking)).toBe('network: the run is over');
  const late = await ask({ url: 'https://example.test/' }, { ...replica(), signal: over.signal });
  expect(text(late)).toBe('network: the run is over');
  expect(asked).toHaveLength(1);
});

test('an answer that comes to no end is given up after its time', async () => {
  answer = (_, response) => response.write('the beginning');
  const got = await ask({ url: 'https://example.test/', timeoutMs: 200 }, replica());
  expect(text(got)).toBe('network: 超时，没有等到完整的回答');
});

test('reading stops as soon as enough was seen', async () => {
  let stopped: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  answer = (_, response) => {
    response.write('needle and ');
    response.on('close', () => stopped());
  };
  const got = await ask({ url: 'https://example.test/', enough: (soFar) => soFar.includes('needle') }, replica());
  expect(text(got)).toBe('needle and ');
  await closed;
});

test('a connection that the other end gave up meanwhile is replaced, once', async () => {
  let cut = true;
  answer = (request, response) => {
    if (cut) request.socket.destroy();
    else response.end('second');
    cut = false;
  };
  expect(text(await ask({ url: 'https://example.test/' }, replica()))).toBe('second');
  expect(asked).toHaveLength(2);
});

test('half an answer is none', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    response.flushHeaders();
    setImmediate(() => response.destroy());
  };
  expect(await ask({ url: 'https://example.test/' }, replica())).toMatchObject({ answered: false, outcome: 'network' });
});

test('the proof names the hash of the body and hides secrets', async () => {
  answer = (_, response) => response.end('{"k":"s3cret-token"}');
  const got = await ask({ url: 'https://example.test/q?k=s3cret-token', secrets: ['s3cret-token'] }, replica());
  if (!got.answered) throw new Error('no answer');
  const proof = got.proof(got.text);
  expect(proof.hash).toBe(hashOf(Buffer.from('{"k":"s3cret-token"}')));
  expect(proof.url).toBe('https://example.test/q?k=***');
  expect(proof.excerpt).toBe('{"k":"***"}');
});
