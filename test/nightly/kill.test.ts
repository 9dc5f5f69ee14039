import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { killNights } from '../bench/kill-nights.ts';

it('a night that is killed again and again observes every account once, sends every mail once and leaves no browser', async () => {
  const home = mkdtempSync(join(tmpdir(), 'xuncha-kill-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const figures = await killNights({ kills: 20, seed: 20, home });
  expect(figures).toMatchObject({ effective: 20, lost: 0, doubled: 0, orphans: 0, askedAgain: 0, faults: [] });
}, 900_000);
