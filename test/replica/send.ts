/** Puts an answer on the wire, or what a trouble leaves of it. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Asked, Reply } from './platform.ts';
import type { Trouble, TroubleKind, Troubles } from './troubles.ts';

export async function send(
  response: ServerResponse,
  asked: Asked,
  reply: Reply,
  met: readonly Trouble[],
  troubles: Troubles,
  closing: AbortSignal,
): Promise<void> {
  const has = (kind: TroubleKind) => met.some((trouble) => trouble.kind === kind);
  const slow = met.find((trouble) => trouble.kind === 'slow');
  if (slow !== undefined) await pause(troubles.delayMs(slow), closing);
  if (has('hang')) {
    await new Promise<void>((done) => {
      response.once('close', done);
      closing.addEventListener('abort', () => done(), { once: true });
    });
    return;
  }
  const whole = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
  if (has('empty')) return end(response, { status: 200, headers: reply.headers ?? {}, body: '' });
  if (has('half')) return end(response, { ...reply, body: whole.subarray(0, Math.ceil(whole.length / 2)) });
  if (has('cut')) {
    response.writeHead(reply.status ?? 200, { ...headersOf(reply), 'content-length': whole.length });
    await new Promise<void>((done) => response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => done()));
    response.destroy();
    return;
  }
  end(response, reply.ranges === true ? ranged(reply, whole, asked.headers.range) : { ...reply, body: whole });
}

async function pause(ms: number, closing: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal: closing });
  } catch {
    // the replica is being closed; the connection goes with it
  }
}

function headersOf(reply: Reply): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(reply.headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

function end(response: ServerResponse, reply: Reply): void {
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
  response.writeHead(reply.status ?? 200, { ...headersOf(reply), 'content-length': body.length });
  response.end(body);
}

/** One range, as `bytes=0-3`, `bytes=100-` or `bytes=-1024`; anything else gets the whole. */
function ranged(reply: Reply, whole: Buffer, range: string | undefined): Reply {
  const accepts = { ...reply.headers, 'accept-ranges': 'bytes' };
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return { ...reply, headers: accepts, body: whole };
  const from = first === '' ? Math.max(0, whole.length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? whole.length - 1 : Math.min(Number(last), whole.length - 1);
  if (from > to) return { status: 416, headers: { 'content-range': `bytes */${whole.length}` }, body: '' };
  return {
    status: 206,
    headers: { ...accepts, 'content-range': `bytes ${from}-${to}/${whole.length}` },
    body: whole.subarray(from, to + 1),
  };
}
