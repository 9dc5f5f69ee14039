import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { Heartbeat } from '../src/heartbeat.ts';
import { openHome } from '../src/home.ts';
import { xuncha } from './commands/xuncha.ts';
import { homeWith } from './home-folder.ts';
import { littleOffice } from './nightly/little-office.ts';

/** A watcher outside, which notes what it is told. */
async function watcher(answer: (response: ServerResponse) => void = (response) => void response.end('OK')) {
  const told: { method: string; path: string; host: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const host = String(headers['x-forwarded-host'] ?? headers.host);
    told.push({ method, path, host, body: await text(request) });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    told,
    port,
    origin: `http://127.0.0.1:${port}`,
    paths: () => told.map(({ method, path }) => `${method} ${path}`),
  };
}

async function beating(settings: object) {
  const notes: string[] = [];
  const home = await openHome({ home: homeWith({ 'config/xuncha.yaml': JSON.stringify(settings) }) });
  return { heartbeat: new Heartbeat(home, (note) => notes.push(note)), notes };
}
const towards = (port: number, path: string) => ({
  heartbeat: { url: `http://127.0.0.1:${port}${path}` },
  network: { allowPrivate: [`127.0.0.1:${port}`] },
});

test('the beginning and a whole end are told in this order', async () => {
  const { port, paths } = await watcher();
  const { heartbeat, notes } = await beating(towards(port, '/ping/key'));
  heartbeat.started();
  await heartbeat.ended(null);
  expect(paths()).toEqual(['GET /ping/key/start', 'GET /ping/key']);
  expect(notes).toEqual([]);
});

test('an end with trouble is told with a text, without secrets', async () => {
  const { port, told } = await watcher();
  const { heartbeat } = await beating(towards(port, '/ping/planted-key'));
  await heartbeat.ended('邮件没有发出：ping/planted-key');
  expect(told).toMatchObject([{ method: 'POST', path: '/ping/planted-key/fail' }]);
  expect(told[0]?.body).toContain('邮件没有发出');
  expect(told[0]?.body).not.toContain('planted-key');
});

test('a slash at the end of the address is not doubled', async () => {
  const { port, paths } = await watcher();
  const { heartbeat } = await beating(towards(port, '/ping/key/'));
  heartbeat.started();
  await heartbeat.ended(null);
  expect(paths()).toEqual(['GET /ping/key/start', 'GET /ping/key/']);
});

test('a key in the query stays where it is', async () => {
  const { port, paths } = await watcher();
  const { heartbeat } = await beating(towards(port, '/push?key=1'));
  heartbeat.started();
  await heartbeat.ended(null);
  expect(paths()).toEqual(['GET /push/start?key=1', 'GET /push?key=1']);
});

test('with a replica the watcher is asked there and nowhere else', async () => {
  const { origin, told } = await watcher();
  const { heartbeat } = await beating({
    heartbeat: { url: 'https://heartbeat.test/ping' },
    network: { replica: origin },
  });
  await heartbeat.ended(null);
  expect(told).toMatchObject([{ path: '/ping', host: 'heartbeat.test' }]);
});

test('an address within the house is asked only where the settings allow it', async () => {
  const { port, told } = await watcher();
  const { heartbeat, notes } = await beating({ heartbeat: { url: `http://127.0.0.1:${port}/ping` } });
  await heartbeat.ended(null);
  expect(told).toEqual([]);
  expect(notes.join()).toContain('network.allowPrivate');
});

test('a watcher that refuses, or hangs up, is noted, and nothing else happens', async () => {
  const { port } = await watcher((response) => {
    response.statusCode = 500;
    response.end();
  });
  const refused = await beating(towards(port, '/ping'));
  await refused.heartbeat.ended(null);
  expect(refused.notes.join()).toContain('500');

  const rude = await watcher((response) => response.destroy());
  const cut = await beating(towards(rude.port, '/ping'));
  cut.heartbeat.started();
  await cut.heartbeat.ended('没有做完');
  expect(cut.notes).toHaveLength(2);
});

test('without the setting nobody is told', async () => {
  const { heartbeat, notes } = await beating({});
  heartbeat.started();
  await heartbeat.ended('没有做完');
  expect(notes).toEqual([]);
});

test('the night tells how it begins and ends, and does not suffer when nobody listens', async () => {
  const settings = { heartbeat: { url: 'https://heartbeat.test/ping/planted-key' } };
  const { home, replica, office } = await littleOffice({ weibo: 1 }, settings);
  const whole = await xuncha(['run', '--json', '--home', home, '--at', '2026-09-15T18:00:00+08:00']);
  expect(whole.status).toBe(0);
  expect(replica.unknown).toEqual(['GET heartbeat.test/ping/planted-key/start', 'GET heartbeat.test/ping/planted-key']);

  replica.unknown.length = 0;
  replica.at('2026-09-16T18:00:00+08:00');
  office.manners.text = { code: 451, words: 'try again later' };
  const partly = await xuncha(['run', '--json', '--home', home, '--at', '2026-09-16T18:00:00+08:00']);
  expect(partly.status).toBe(3);
  expect(replica.unknown).toEqual([
    'GET heartbeat.test/ping/planted-key/start',
    'POST heartbeat.test/ping/planted-key/fail',
  ]);
});
