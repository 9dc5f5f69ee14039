import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAdapters } from './adapters.ts';
import type { CommonOptions } from './command.ts';
import { reportFaultsTo } from './fault-report.ts';
import { clock, defaultHome, type Home, openLog as openLogOf } from './home.ts';
import { redactSettings } from './known-secrets.ts';
import type { Registry } from './model/account.ts';
import type { Fault } from './model/fault.ts';
import { loadRegistry } from './registry/load.ts';
import { loadSettings } from './settings/load.ts';
import type { Settings } from './settings/schema.ts';
import { loadSecrets, type Secrets } from './settings/secrets.ts';

/** What one check says about one thing: `good` works, `look` works but a person should know, `bad` must be mended. */
export interface DoctorLine {
  readonly subject: string;
  readonly state: 'good' | 'look' | 'bad';
  /** for people, Chinese: what was found */
  readonly says: string;
  /** for people, Chinese: what to do; null where there is nothing to do */
  readonly todo: string | null;
}

/** One check of the machine or the configuration: a file in `doctor/`. */
export interface DoctorCheck {
  /** place in the list: smaller is told earlier; leave gaps */
  readonly order: number;
  examine(patient: Patient): Promise<readonly DoctorLine[]>;
}

/** What the checks look at. Faulty settings or a faulty registry end no check that can do without them. */
export interface Patient {
  readonly dir: string;
  readonly data: string;
  readonly settings: Settings | null;
  readonly registry: Registry;
  readonly faults: readonly Fault[];
  readonly secrets: Secrets;
  /** null where settings or registry are faulty */
  readonly home: Home | null;
  now(): Temporal.Instant;
}

export const good = (subject: string, says: string): DoctorLine => ({ subject, state: 'good', says, todo: null });
export const look = (subject: string, says: string, todo: string): DoctorLine => ({
  subject,
  state: 'look',
  says,
  todo,
});
export const bad = (subject: string, says: string, todo: string): DoctorLine => ({ subject, state: 'bad', says, todo });

/** Reads the configuration as far as it can be read. */
export async function openPatient(options: CommonOptions): Promise<Patient> {
  const now = clock(options.at);
  const dir = resolve(options.home ?? defaultHome());
  const data = join(dir, 'data');
  const adapters = await loadAdapters();
  const { settings, faults } = loadSettings(dir, adapters, process.env);
  const { registry, places, faults: registryFaults } = await loadRegistry(dir, adapters);
  const secrets = loadSecrets(dir, process.env);
  if (settings !== null) {
    redactSettings(secrets.redactor, settings, process.env);
    const openLog = () => openLogOf({ data, zone: settings.timezone, settings, secrets, now });
    reportFaultsTo({ openLog, redact: (text) => secrets.redactor.redact(text) });
  }
  const isWhole = settings !== null && registryFaults.length === 0;
  const home = isWhole
    ? { dir, data, adapters, settings, registry, places, secrets, zone: settings.timezone, now }
    : null;
  return { dir, data, settings, registry, faults: [...faults, ...registryFaults], secrets, home, now };
}

/** Every `doctor/*.ts`, in its order; a check that breaks says so and ends no other. */
export async function examine(patient: Patient, told: (line: DoctorLine) => void): Promise<void> {
  for (const { name, check } of await checks()) {
    try {
      for (const line of await check.examine(patient)) told(line);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      told(bad(name, `检查没有做完：${text}`, '请把这一行报告给维护者。'));
    }
  }
}

async function checks(): Promise<{ readonly name: string; readonly check: DoctorCheck }[]> {
  const folder = join(import.meta.dirname, 'doctor');
  const names = readdirSync(folder).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'));
  const found = await Promise.all(
    names.map(async (name) => {
      const { default: check } = (await import(pathToFileURL(join(folder, name)).href)) as { default: DoctorCheck };
      return { name: name.replace(/\.\w+$/, ''), check };
    }),
  );
  return found.sort((a, b) => a.check.order - b.check.order);
}
