import { z } from 'zod';
import { type Adapter, HostPaceShape } from '../model/adapter.ts';
import { SEVERITIES } from '../model/finding.ts';

const days = (fallback: number) => z.number().int().positive().default(fallback);
/** `名称 <address>` or a bare address */
const mailbox = z
  .string()
  .regex(/^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, '应写作 name@host 或 名称 <name@host>');

/** Overrides of one rule, for the whole place. */
const ruleSettings = z.strictObject({
  /** `off` turns the rule off */
  severity: z.enum([...SEVERITIES, 'off']).optional(),
  /** more nights of confirmation than the rule asks for by itself; never fewer */
  confirmNights: z.number().int().min(1).optional(),
});

/** Limits that a place may set for the whole registry, and again for a platform, unit, account or kind. */
const localLimits = {
  staleAfterDays: z.number().int().positive().optional(),
  /** counted in working days by the Chinese holiday calendar */
  staleAfterWorkingDays: z.number().int().positive().optional(),
  edge: z.enum(['over', 'reached']).optional(),
  staleLongAfterDays: z.number().int().positive().optional(),
  appZombieAfterDays: z.number().int().positive().optional(),
  minPostsPerWeek: z.number().int().positive().optional(),
  rules: z.record(z.string(), ruleSettings).optional(),
};

/** A deviation for some accounts; all conditions that are named must hold. Later entries win. */
const exception = z.strictObject({
  platform: z.string().optional(),
  unit: z.string().optional(),
  account: z.string().optional(),
  kind: z.enum(['publishing', 'service']).optional(),
  ...localLimits,
});

const judge = z.strictObject({
  staleAfterDays: days(14),
  staleAfterWorkingDays: z.number().int().positive().optional(),
  edge: z.enum(['over', 'reached']).default('over'),
  staleLongAfterDays: days(90),
  appZombieAfterDays: days(730),
  minPostsPerWeek: z.number().int().positive().optional(),
  /** ages in days at which a unit is warned before a breach */
  warnAtDays: z.array(z.number().int().positive()).default([7, 10, 13]),
  /** how long a proof of absence speaks for the present, hours */
  proofValidHours: z.number().positive().default(36),
  /** working days that a unit has from the first mail to mend a finding */
  rectifyWithinWorkingDays: days(10),
  rules: z.record(z.string(), ruleSettings).default({}),
  exceptions: z.array(exception).default([]),
});

const mail = z
  .strictObject({
    host: z.string().optional(),
    port: z.number().int().min(1).max(65535).default(25),
    tls: z.enum(['starttls', 'implicit', 'off']).default('starttls'),
    user: z.string().optional(),
    /** a file with the password alone, readable by its owner only; or the environment variable XUNCHA_MAIL_PASSWORD */
    passwordFile: z.string().optional(),
    from: mailbox.optional(),
    to: z.array(mailbox).default([]),
    /** mails to the contacts of each unit: off, or what they get */
    routes: z.strictObject({ units: z.enum(['off', 'findings', 'all']).default('off') }).prefault({}),
  })
  .prefault({});

const report = z
  .strictObject({
    /** 发文机关 */
    issuer: z.string().optional(),
    documentNumber: z.string().optional(),
    /** 主送机关 */
    addressees: z.string().optional(),
    region: z.string().default('全省'),
    /** digits after the decimal point of percentages */
    decimals: z.number().int().min(0).max(2).default(2),
    rounding: z.enum(['half-up', 'truncate']).default('half-up'),
    feedbackBy: z.iso.date().optional(),
  })
  .prefault({});

/** What the sources of a platform have in common; an adapter adds its own keys. */
function platformSettings(adapter: Adapter) {
  const kinds = adapter.sources.map((source) => {
    const options = source.options;
    return z.looseObject({ kind: z.literal(source.kind), name: z.string().optional() }).transform((given, context) => {
      const { kind, name, ...rest } = given;
      const parsed = (options ?? z.strictObject({})).safeParse(rest);
      if (!parsed.success) {
        for (const issue of parsed.error.issues) context.addIssue({ ...issue, input: given } as never);
        return z.NEVER;
      }
      return { kind, name: name ?? null, options: parsed.data as unknown };
    });
  });
  const canary =
    adapter.canaries?.schema ??
    z.strictObject({ name: z.string(), handle: adapter.handle, postsWithinHours: z.number().positive().default(30) });
  const shape = {
    sources: z.array(z.discriminatedUnion('kind', kinds as never)).optional(),
    canaries: z.array(canary).default([]),
    /** replaces the adapter's own pace, host by host */
    pace: z.array(HostPaceShape).default([]),
  };
  const own = adapter.settings;
  return own instanceof z.ZodObject ? z.strictObject({ ...own.shape, ...shape }) : z.strictObject(shape);
}

/** The schema of `config/xuncha.yaml` for the platforms that are there. Every key is explained in the handbook. */
export function settingsSchema(adapters: readonly Adapter[]) {
  const platforms = Object.fromEntries(
    adapters.map((adapter) => [adapter.id, platformSettings(adapter).prefault({} as never)]),
  );
  return z
    .strictObject({
      timezone: z.string().refine(isZone, '不是时区名，例如 Asia/Shanghai').default('Asia/Shanghai'),
      network: z
        .strictObject({
          /** every request goes here instead, with the original host in x-forwarded-host */
          replica: z.url({ protocol: /^https?$/ }).optional(),
          /** `off`: no waiting between requests; only with a replica */
          pace: z.enum(['on', 'off']).default('on'),
          /** private addresses that may be asked all the same, as host:port (a bridge in the office's own network) */
          allowPrivate: z.array(z.string()).default([]),
          contact: z.string().optional(),
        })
        .refine((network) => network.pace === 'on' || network.replica !== undefined, {
          path: ['pace'],
          message: 'pace: off 只能与 replica 同时使用（pace: off is only allowed together with replica）',
        })
        .prefault({}),
      browser: z
        .strictObject({
          sandbox: z.enum(['on', 'off']).default('on'),
          executable: z.string().optional(),
          pages: z.number().int().min(1).max(8).default(2),
        })
        .prefault({}),
      platforms: z.strictObject(platforms).prefault({}),
      judge: judge.prefault({}),
      mail,
      report,
      evidence: z.strictObject({ keepNights: z.number().int().positive().default(30) }).prefault({}),
      web: z.strictObject({ baseUrl: z.url().optional() }).prefault({}),
      heartbeat: z.strictObject({ url: z.url().optional() }).prefault({}),
    })
    .prefault({});
}

export type Settings = Omit<z.infer<ReturnType<typeof settingsSchema>>, 'platforms'> & {
  readonly platforms: Readonly<Record<string, PlatformSettings>>;
};
export type JudgeSettings = z.infer<typeof judge>;

/** What every platform's settings have; the adapter's own keys stand beside these. */
export interface PlatformSettings {
  readonly sources?: readonly SourceSettings[] | undefined;
  readonly canaries: readonly unknown[];
  readonly pace: readonly z.infer<typeof HostPaceShape>[];
}
export interface SourceSettings {
  readonly kind: string;
  /** the name that handles use for it under `feeds`; null where none is given */
  readonly name: string | null;
  readonly options: unknown;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
