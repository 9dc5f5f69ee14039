import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runDaemon } from '../../src/schedule/daemon.ts';

/** A program that notes its command, and for `run` stays until it is told to stop. */
function office(before: string, after = '') {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-schedule-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'program');
  const notes = join(folder, 'notes');
  writeFileSync(program, `#!/bin/sh\n${before}\necho "$1" >> '${notes}'\n${after}\n`);
  chmodSync(program, 0o755);
  const job = { program, home: folder, at: '01:30', zone: 'Asia/Shanghai', mostHours: 8 };
  return { job, noted: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []) };
}

test('a night that was missed is made up for at the start, and tidied up after', async () => {
  const { job, noted } = office('');
  const ending = new AbortController();
  const daemon = runDaemon(job, { isMissed: () => true, say: () => {}, signal: ending.signal });
  await vi.waitFor(() => expect(noted()).toEqual(['run', 'prune']), { timeout: 60_000 });
  ending.abort();
  await daemon;
});

test('when nothing was missed nothing runs before its hour', async () => {
  const { job, noted } = office('');
  const ending = new AbortController();
  const lines: string[] = [];
  const daemon = runDaemon(job, { isMissed: () => false, say: (line) => lines.push(line), signal: ending.signal });
  ending.abort();
  await daemon;
  expect(noted()).toEqual([]);
  expect(lines.join()).toContain('每夜 01:30（Asia/Shanghai）');
});

test('ending the daemon tells the night to stop and waits for it', async () => {
  const { job, noted } = office(`trap 'echo stopped >> "$0.end"; exit 3' TERM`, 'while :; do sleep 0.05; done');
  const ending = new AbortController();
  const daemon = runDaemon(job, { isMissed: () => true, say: () => {}, signal: ending.signal });
  await vi.waitFor(() => expect(noted()).toEqual(['run']), { timeout: 60_000 });
  ending.abort();
  await daemon;
  expect(readFileSync(`${job.program}.end`, 'utf8')).toBe('stopped\n');
});
