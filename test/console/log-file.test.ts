import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LogFile } from '../../src/console/log-file.ts';
import { homeWith } from '../home-folder.ts';

function logIn(dataDir: string, clock: { at: string }, redact = (text: string) => text): LogFile {
  const now = () => Temporal.Instant.from(clock.at);
  return new LogFile({ dataDir, zone: 'Asia/Shanghai', keepDays: 2, now, redact });
}

test('a day has its own file, counted in the zone of the settings, and each line is JSON', () => {
  const data = homeWith({});
  const clock = { at: '2026-09-24T15:59:59Z' };
  const log = logIn(data, clock);
  log.write({ level: 'info', event: 'started', accounts: 2 });
  clock.at = '2026-09-24T16:00:00Z';
  log.write({ level: 'warn', event: 'trouble', detail: '一行\n两行' });
  expect(readdirSync(join(data, 'log'))).toEqual(['2026-09-24.ndjson', '2026-09-25.ndjson']);
  const lines = readFileSync(join(data, 'log', '2026-09-25.ndjson'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: '2026-09-25T00:00:00.000+08:00', level: 'warn', event: 'trouble', detail: '一行\n两行' },
  ]);
});

test('days beyond those that are kept are removed, and nothing else', () => {
  const names = ['2026-09-21.ndjson', '2026-09-22.ndjson', '2026-09-23.ndjson', 'notes.txt'];
  const data = homeWith(Object.fromEntries(names.map((name) => [`log/${name}`, ''])));
  logIn(data, { at: '2026-09-24T12:00:00+08:00' });
  expect(readdirSync(join(data, 'log'))).toEqual(['2026-09-22.ndjson', '2026-09-23.ndjson', 'notes.txt']);
});

test('a log that cannot be written loses its line and nothing more', () => {
  const data = homeWith({});
  writeFileSync(join(data, 'log'), 'a file where the folder should be');
  const log = logIn(data, { at: '2026-09-24T12:00:00+08:00' });
  expect(() => log.write({ level: 'info', event: 'started' })).not.toThrow();
});

test('every line passes the redactor', () => {
  const data = homeWith({});
  const log = logIn(data, { at: '2026-09-24T12:00:00+08:00' }, (text) => text.replaceAll('hush-hush', '…'));
  log.write({ level: 'info', event: 'said', words: 'token=hush-hush' });
  expect(readFileSync(join(data, 'log', '2026-09-24.ndjson'), 'utf8')).not.toContain('hush-hush');
});
