import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BadObservations, readObservations } from '../../src/judge/observations-file.ts';
import { statesOfFile } from '../../src/judge/run.ts';
import { look, post, ZONE } from './accounts.ts';

const folder = mkdtempSync(join(tmpdir(), 'xuncha-observations-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
const line = (at: string, last: string) => JSON.stringify(look(at, { lastPost: post(last) }));

test('every faulty line is named with its number, what is wrong and what was found', () => {
  const good = line('2026-09-25T00:30:00+08:00', '2026-09-24');
  const bad = file('bad.jsonl', good, '{"accountId":', good.replace('"complete"', '"whole"'), '', '{}');
  let message = '';
  try {
    readObservations(bad);
  } catch (error) {
    expect(error).toBeInstanceOf(BadObservations);
    message = (error as Error).message;
  }
  expect(message).toContain(`${bad}:2：不是 JSON`);
  expect(message).toMatch(/bad\.jsonl:3：coverage 是 "whole"，不符合要求/);
  expect(message).toMatch(/bad\.jsonl:5：accountId 缺少/);
});

test('lines may come in any order, and what was seen after the monitoring point is left out', () => {
  const path = file(
    'order.jsonl',
    line('2026-09-25T00:30:00+08:00', '2026-09-24'),
    line('2026-09-20T00:30:00+08:00', '2026-09-10'),
    line('2026-09-28T00:30:00+08:00', '2026-09-27'),
  );
  const states = statesOfFile(path, ZONE, Temporal.Instant.from('2026-09-25T01:00:00+08:00'));
  expect(states.get('a1')?.post?.atMs).toBe(Date.parse('2026-09-24T00:00:00+08:00'));
});
