/** `npm run kill-test -- --kills N --seed S [--json]` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killNights } from './kill-nights.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const home = mkdtempSync(join(tmpdir(), 'xuncha-kill-'));
try {
  const figures = await killNights({
    kills: Number(values.kills),
    seed: Number(values.seed),
    home,
    told: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify({ seed: Number(values.seed), ...figures })}\n`);
  process.exitCode = figures.lost + figures.doubled + figures.orphans === 0 ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
