import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAdapters } from './adapters.ts';
import type { CommonOptions } from './command.ts';
import { LogFile } from './console/log-file.ts';
import { EXIT, Stop } from './exit.ts';
import { reportFaultsTo } from './fault-report.ts';
import { redactSettings } from './known-secrets.ts';
import type { Registry } from './model/account.ts';
import type { Adapter } from './model/adapter.ts';
import { faultLine, type Place } from './model/fault.ts';
import { loadConfig } from './settings/load-config.ts';
import type { Settings } from './settings/schema.ts';
import { loadSecrets, type Secrets } from './settings/secrets.ts';

/** The folder that holds config/ and data/, read and found without fault. */
export interface Home {
  readonly dir: string;
  readonly data: string;
  readonly adapters: readonly Adapter[];
  readonly settings: Settings;
  readonly registry: Registry;
  /** account id → where the account begins */
  readonly places: ReadonlyMap<string, Place>;
  readonly secrets: Secrets;
  readonly zone: string;
  /** the program's clock: the machine's, or the moment that `--at` names */
  now(): Temporal.Instant;
}

/**
 * Reads settings and registry.
 * @throws Stop with status 2 and every fault, each with file, line and column
 */
export async function openHome(options: CommonOptions): Promise<Home> {
  const now = clock(options.at);
  const dir = resolve(options.home ?? defaultHome());
  if (!existsSync(dir)) throw new Stop(EXIT.usage, `没有 ${dir} 这个文件夹。请检查 --home，或先建立它。`);
  const adapters = await loadAdapters();
  const config = await loadConfig(dir, adapters, process.env);
  const secrets = loadSecrets(dir, process.env);
  const faults = [...(config.ready ? [] : config.faults), ...secrets.faults];
  if (!config.ready || faults.length > 0) {
    throw new Stop(EXIT.usage, `配置有 ${faults.length} 处错误，什么都没有开始：\n${faults.map(faultLine).join('\n')}`);
  }
  const { settings, registry, places } = config;
  redactSettings(secrets.redactor, settings, process.env);
  const data = join(dir, 'data');
  const home = { dir, data, adapters, settings, registry, places, secrets, zone: settings.timezone, now };
  reportFaultsTo({ openLog: () => openLog(home), redact: (text) => secrets.redactor.redact(text) });
  return home;
}

/** The log of this home, without secrets. */
export function openLog({
  data,
  zone,
  settings,
  secrets,
  now,
}: Pick<Home, 'data' | 'zone' | 'settings' | 'secrets' | 'now'>): LogFile {
  const { keepDays } = settings.log;
  return new LogFile({ dataDir: data, zone, keepDays, now, redact: (text) => secrets.redactor.redact(text) });
}

/** The checkout; as an installed package, the current directory. */
export function defaultHome(): string {
  const root = resolve(import.meta.dirname, '..');
  const isPackage = root.includes(`${join('/', 'node_modules')}/`) || !existsSync(join(root, 'src', 'main.ts'));
  return isPackage ? process.cwd() : root;
}

/** @param at ISO 8601 with offset: the clock stands still at this moment for the whole command */
export function clock(at: string | undefined): () => Temporal.Instant {
  if (at === undefined) return () => Temporal.Now.instant();
  try {
    const moment = Temporal.Instant.from(at);
    return () => moment;
  } catch {
    throw new Stop(EXIT.usage, `--at 须是带时差的 ISO 8601 时刻，例如 2026-09-25T01:00:00+08:00；得到的是“${at}”。`);
  }
}
