import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Home, openHome } from '../../src/home.ts';
import { judgeNight } from '../../src/judge/night.ts';
import type { Observation } from '../../src/model/observation.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import type { Access } from '../../src/web/guard.ts';
import { type Served, serve } from '../../src/web/serve.ts';
import { EvidenceFolder } from '../../src/world/evidence.ts';
import { look } from '../judge/accounts.ts';

export const OPEN: Access = {
  password: null,
  userHeader: null,
  proxies: [],
  hosts: new Set(['127.0.0.1', 'localhost']),
};

export interface FiledAccount {
  readonly id: string;
  readonly name: string;
  readonly unit?: string;
  readonly owner?: string;
  readonly state?: 'running' | 'closed';
  readonly confirmed?: readonly object[];
}

/** A home folder with these accounts (all on Weibo), gone when `remove` is called. */
export class Office {
  readonly dir = mkdtempSync(join(tmpdir(), 'xuncha-web-'));
  readonly evidence = new EvidenceFolder(join(this.dir, 'data'));

  constructor(accounts: readonly FiledAccount[], settings: object = {}) {
    mkdirSync(join(this.dir, 'config', 'registry'), { recursive: true });
    this.file(accounts);
    writeFileSync(join(this.dir, 'config', 'xuncha.yaml'), stringify({ timezone: 'Asia/Shanghai', ...settings }));
  }

  file(accounts: readonly FiledAccount[]): void {
    const units = Map.groupBy(accounts, (one) => one.unit ?? '示例甲市');
    const registry = {
      units: [...units].map(([name, own]) => ({
        name,
        accounts: own.map(({ unit: _, ...one }, index) => ({
          owner: `${name}示例局${index}`,
          platform: 'weibo',
          handle: { uid: String(5_900_000_000 + [...units.keys()].indexOf(name) * 1000 + index) },
          ...one,
        })),
      })),
    };
    writeFileSync(join(this.dir, 'config', 'registry', 'test.yaml'), stringify(registry));
  }

  home(at: string): Promise<Home> {
    return openHome({ home: this.dir, at });
  }

  /** One night as the nightly job leaves it: looked, judged, cases kept; sends nothing. */
  async night(at: string, looks: Readonly<Record<string, Partial<Observation>>>): Promise<void> {
    const home = await this.home(at);
    const db = openDatabase(join(home.data, 'xuncha.db'));
    try {
      const runs = new RunStore(db);
      const run = runs.night(at.slice(0, 10), home.now());
      const observations = new ObservationStore(db);
      for (const [accountId, more] of Object.entries(looks)) {
        observations.add(run.id, look(at, { accountId, platform: 'weibo', ...more }));
      }
      runs.saveHealth(run.id, [
        {
          source: 'weibo.mobile',
          platform: 'weibo',
          asked: 3,
          outcomes: { ok: 2, captcha: 1 },
          canary: 'alive',
          trouble: '示例来源要求验证码',
        },
      ]);
      runs.monitored(run.id, home.now());
      const { before, cases, judged } = judgeNight(db, home, home.now());
      new CaseStore(db).save(before, cases);
      runs.finish(run.id, home.now(), judged.judgement.summary);
    } finally {
      db.close();
    }
  }

  async serve(at: string, access: Access = OPEN): Promise<Served> {
    const home = await this.home(at);
    return serve({
      home,
      reopen: () => this.home(at),
      host: '127.0.0.1',
      port: 0,
      access,
      say: () => {},
      lookAgainMs: 50,
    });
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A post at a moment, as the newest of an exact list. */
export function newest(at: string): Partial<Observation> {
  return {
    lastPost: { at, precision: 'second', bound: 'exact' },
    posts: [
      {
        at,
        precision: 'second',
        url: `https://example.cn/post/${Date.parse(at)}`,
        title: `示例动态 ${at.slice(0, 10)}`,
      },
    ],
  };
}
