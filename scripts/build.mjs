// Makes dist/ for the package: Node strips no types under node_modules. The checkout itself needs no build, and the demo
// stays in it, because it plays the platforms of test/replica. Runs on Node 20.20 and newer.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const compiled = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  // npm reads standard output of prepack as its own
  stdio: ['ignore', 2, 2],
});
if (compiled.status !== 0) process.exit(1);

// what the program reads beside its code: migrations, and what its pages are drawn with
cpSync(join(root, 'src', 'web', 'assets'), join(dist, 'src', 'web', 'assets'), { recursive: true });
for (const entry of readdirSync(join(root, 'src'), { recursive: true })) {
  if (entry.endsWith('.sql')) cpSync(join(root, 'src', entry), join(dist, 'src', entry));
}
