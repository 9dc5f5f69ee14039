/** What every contestant is given and gives back. Each runs in a process of its own. */
import dns from 'node:dns';

/**
 * @type {{ port: number, accounts: number, hosts: string[], rate: number | null, file: string, pages: number, chromium: string }}
 */
export const task = JSON.parse(process.argv[2] ?? '{}');

export const urlOf = (account, kind = 'a') =>
  `http://${task.hosts[account % task.hosts.length]}:${task.port}/${kind}/${account}`;

/** Every host of the benchmark is this machine. */
export function resolveToThisMachine() {
  dns.lookup = (_name, options, done) => {
    const answer = typeof options === 'function' ? options : done;
    if (typeof options === 'object' && options.all) answer(null, [{ address: '127.0.0.1', family: 4 }]);
    else answer(null, '127.0.0.1', 4);
  };
  dns.promises.lookup = async (_name, options) =>
    options?.all ? [{ address: '127.0.0.1', family: 4 }] : { address: '127.0.0.1', family: 4 };
}

/** Wall time, processor time of this process with its threads, and its largest resident size. */
export async function measured(work) {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const figures = {
    wallS: (performance.now() - startedAt) / 1000,
    cpuS: (user + system) / 1e6,
    peakMB: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`\n${JSON.stringify(figures)}\n`, () => process.exit(0));
}
