import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { schedule } from 'node-cron';
import { cronPattern } from './due.ts';
import type { Job } from './units.ts';

export interface DaemonWorld {
  /** whether tonight's run is to be made up for, asked once at the start */
  isMissed(): boolean;
  say(line: string): void;
  /** ends the daemon; the run that is going on is told to stop and waited for */
  readonly signal: AbortSignal;
}

/**
 * Stays in the foreground and starts the night at its hour, each in a process of its own, so that nothing of one night is
 * left for the next. Nights never overlap: one that is still going on when the next is due takes its place.
 */
export async function runDaemon(job: Job, { isMissed, say, signal }: DaemonWorld): Promise<void> {
  let current: Promise<void> | null = null;
  const start = (why: string) => {
    if (signal.aborted) return;
    if (current) {
      say('上一次巡查还没有结束，本次不再另起。');
      return;
    }
    say(why);
    current = runNight(job, say, signal).finally(() => {
      current = null;
    });
  };
  const task = schedule(cronPattern(job.at), () => start('到点，开始巡查。'), { timezone: job.zone });
  // a machine that slept through the hour, or was too busy for it
  task.on('execution:missed', () => start('错过了预定时刻，现在补做。'));
  say(
    `每夜 ${job.at}（${job.zone}）巡查；下一次 ${task.getNextRun()?.toLocaleString('zh-CN', { timeZone: job.zone })}`,
  );
  if (isMissed()) start('今夜的巡查还没有完成，现在补做。');
  if (!signal.aborted) await once(signal, 'abort');
  await task.destroy();
  await current;
}

async function runNight(job: Job, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const status = await runCommand(job, 'run', signal);
  say(status === 0 ? '巡查完成。' : `巡查结束，状态 ${status}。`);
  if (!signal.aborted) await runCommand(job, 'prune', signal);
}

async function runCommand({ program, home }: Job, command: string, signal: AbortSignal): Promise<number | string> {
  const child: ChildProcess = spawn(program, [command, '--home', home], { stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, string | null];
    return code ?? killedBy ?? 'unknown';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
