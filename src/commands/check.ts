import { join } from 'node:path';
import { collect } from '../collect/collect.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import type { Observation } from '../model/observation.ts';
import { openOutside } from '../outside.ts';
import { CanaryLooks } from '../store/canary-looks.ts';
import { Chain } from '../store/chain.ts';
import { openDatabase } from '../store/database.ts';
import { ObservationWriter } from '../store/observation-writer.ts';
import { RunStore } from '../store/runs.ts';
import { dateIn } from '../time/calendar.ts';
import { GatheredEvidence } from '../world/evidence.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'check',
  summary: '采集账号并保存所见；不判定，不发信',
  summaryEn: 'collects accounts and stores what was seen; judges nothing, sends nothing',
  configure(command, wording) {
    command
      .argument(
        '[id...]',
        wording('只采集这些账号（默认：台账中的全部账号）', 'only these accounts (default: all of the registry)'),
      )
      .option('--json', wording('每个账号输出一行 JSON', 'print one line of JSON an account'));
  },
  async run(ids, options) {
    const home = await openHome(options);
    const known = new Map(home.registry.accounts.map((account) => [account.id, account]));
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) throw new Stop(EXIT.usage, `台账中没有这些账号：${missing.join('、')}`);
    const accounts = ids.length === 0 ? home.registry.accounts : ids.flatMap((id) => known.get(id) ?? []);

    const db = openDatabase(join(home.data, 'xuncha.db'));
    const runs = new RunStore(db);
    const run = runs.check(dateIn(home.zone, home.now()).toString(), home.now());
    const evidence = new GatheredEvidence();
    const writer = new ObservationWriter(db, run.id, evidence);
    const opened = openOutside(home, { evidence, say: (line) => process.stderr.write(`${line}\n`) });
    const lines = new OrderedLines(accounts.map((account) => account.id));
    try {
      const outside = { ...opened.outside, canaryMemory: new CanaryLooks(db, home.zone, home.now()) };
      await collect(accounts, opened.platforms, outside, {
        async observed(observation) {
          await writer.add(observation);
          for (const ready of lines.add(observation)) {
            process.stdout.write(options.json ? `${JSON.stringify(ready)}\n` : `${sentence(ready)}\n`);
          }
        },
        health: (health) => runs.saveHealth(run.id, health),
      });
      new Chain(db).bind(run.id, home.now());
      runs.finish(run.id, home.now(), null);
    } finally {
      await opened.close();
      db.close();
    }
    return lines.incomplete ? EXIT.incomplete : EXIT.done;
  },
});

/** Gives observations out in the registry's order, each as soon as all before it are there. */
class OrderedLines {
  readonly #order: readonly string[];
  readonly #waiting = new Map<string, Observation>();
  #next = 0;
  incomplete = false;

  constructor(order: readonly string[]) {
    this.#order = order;
  }

  add(observation: Observation): Observation[] {
    this.#waiting.set(observation.accountId, observation);
    this.incomplete ||= observation.coverage === 'blocked' || observation.coverage === 'failed';
    const ready: Observation[] = [];
    for (;;) {
      const id = this.#order[this.#next];
      const next = id === undefined ? undefined : this.#waiting.get(id);
      if (!next) return ready;
      this.#waiting.delete(next.accountId);
      this.#next++;
      ready.push(next);
    }
  }
}

const COVERAGE_WORDS = {
  complete: '已看全',
  partial: '看到一部分',
  blocked: '被平台拒之门外',
  failed: '没有看到',
} as const;

function sentence(observation: Observation): string {
  const { accountId, displayName, coverage, lastPost, canAssertNoUpdate } = observation;
  const last = lastPost
    ? `最后更新 ${lastPost.at}${lastPost.bound === 'lower' ? '（或更晚）' : ''}`
    : '没有看到带日期的内容';
  const proof = canAssertNoUpdate ? '，此后无更新已证实' : '';
  return `${accountId} ${displayName ?? ''}：${COVERAGE_WORDS[coverage]}；${last}${proof}`;
}
