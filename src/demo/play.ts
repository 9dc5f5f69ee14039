import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hunanWorld } from '../../test/replica/hunan.ts';
import { startReplica } from '../../test/replica/server.ts';
import { openHome } from '../home.ts';
import { judgeStored } from '../judge/run.ts';
import { openMailbox } from '../mail/mailbox.ts';
import type { Judgement } from '../model/finding.ts';
import { type NightProgress, type NightReport, night } from '../nightly.ts';
import { quarter } from '../quarterly.ts';
import { writeReport } from '../report/write.ts';
import { type DemoOptions, setUpOffice } from './office.ts';
import { deviations } from './verdict.ts';

export interface DemoResult {
  readonly nights: readonly NightReport[];
  /** of the last night */
  readonly judgement: Judgement;
  /** what was judged otherwise than the world was described; empty when all is well */
  readonly deviations: readonly string[];
  /** the last mail, as the mailbox on this machine wrote it */
  readonly mail: { readonly eml: string; readonly html: string; readonly subject: string } | null;
  /** the draft of the quarter's notice and its annex */
  readonly report: readonly string[];
  readonly home: string;
}

/**
 * Plays the nights of 15, 16 and 17 September 2020 against a replica of the platforms on this machine, with the accounts of
 * the notice 湘政务函〔2020〕25号, and a mailbox on this machine. Every number comes out of the nightly job itself.
 *
 * @param dir home folder and mailbox lie below it and are made anew
 */
export async function playDemo(dir: string, progress: NightProgress, options: DemoOptions = {}): Promise<DemoResult> {
  const world = hunanWorld();
  const moments = options.lastNightOnly ? world.nights.slice(-1) : world.nights;
  const replica = await startReplica(world.world);
  const mailDir = join(dir, 'mailbox');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(mailDir, { recursive: true });
  const mailbox = await openMailbox(mailDir);
  const homeDir = join(dir, 'home');
  try {
    replica.at(Temporal.Instant.from(moments[0] ?? world.nights[2]));
    await setUpOffice(homeDir, world, replica.url, mailbox.port, {
      ...options,
      say: (line) => progress.say(line),
    });
    const nights: NightReport[] = [];
    for (const at of moments) {
      progress.say(`—— ${at.slice(0, 10)} 夜 ——`);
      replica.at(Temporal.Instant.from(at));
      const report = await night(await openHome({ home: homeDir, at }), progress, new AbortController().signal);
      if (!report) throw new Error('another demo holds the lock');
      nights.push(report);
    }
    const last = await openHome({ home: homeDir, at: world.nights[2] });
    const { judgement, accounts } = judgeStored({
      databaseFile: join(last.data, 'xuncha.db'),
      at: last.now(),
      settings: last.settings,
      registry: last.registry,
      adapters: last.adapters,
    });
    const mail = mailbox.received.at(-1);
    const window = { from: '2020-07-07', to: '2020-09-17' };
    const view = quarter(last, { window, at: last.now() });
    const { files } = await writeReport({ view, outDir: join(dir, 'report') });
    return {
      nights,
      judgement,
      deviations: deviations(world, judgement, accounts, mail ?? null),
      mail: mail?.htmlFile ? { eml: mail.eml, html: mail.htmlFile, subject: mail.subject } : null,
      report: files,
      home: homeDir,
    };
  } finally {
    await mailbox.close();
    await replica.close();
  }
}
