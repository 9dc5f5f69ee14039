import { z } from 'zod';
import { type Adapter, HostPaceShape } from '../model/adapter.ts';
import { SEVERITIES } from '../model/finding.ts';
import { RULE_NAMES } from './rule-names.ts';

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

/** A misspelt rule would leave the right one as it was, and nobody would notice. */
const perRule = z.partialRecord(z.enum(RULE_NAMES), ruleSettings) as unknown as z.ZodType<
  Record<string, z.infer<typeof ruleSettings>>
>;

/** Limits that a place may set for the whole registry, and again for a platform, unit, account or kind. */
const localLimits = {
  staleAfterDays: z.number().int().positive().optional(),
  /** counted in working days by the Chinese holiday calendar */
  staleAfterWorkingDays: z.number().int().positive().optional(),
  edge: z.enum(['over', 'reached']).optional(),
  staleLongAfterDays: z.number().int().positive().optional(),
  appZombieAfterDays: z.number().int().positive().optional(),
  minPostsPerWeek: z.number().int().positive().optional(),
  rules: perRule.optional(),
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
  staleAfterDays: days(14).describe('超过多少天没有更新算“未更新”'),
  staleAfterWorkingDays: z.number().int().positive().optional().describe('改按工作日计算时的天数（按法定节假日安排）'),
  edge: z.enum(['over', 'reached']).default('over').describe('over：超过期限才算；reached：到期当刻就算'),
  staleLongAfterDays: days(90).describe('超过多少天没有更新算“僵尸”“睡眠”账号'),
  appZombieAfterDays: days(730).describe('客户端超过多少天没有新版本算“僵尸APP”'),
  minPostsPerWeek: z.number().int().positive().optional().describe('本地要求的每周最少更新条数'),
  /** ages in days at which a unit is warned before a breach */
  warnAtDays: z.array(z.number().int().positive()).default([7, 10, 13]).describe('多少天没有更新时提前提醒'),
  /** how long a proof of absence speaks for the present, hours */
  proofValidHours: z.number().positive().default(36).describe('一次“确无更新”的证明有效多少小时'),
  /** working days that a unit has from the first mail to mend a finding */
  rectifyWithinWorkingDays: days(10).describe('从首次通知起，多少个工作日内整改'),
  rules: perRule.default({}).describe('逐条规则的设置，键是规则名，例如 stale'),
  exceptions: z.array(exception).default([]).describe('部分账号的例外；写出的条件须同时满足，后面的优先'),
});

const mail = z
  .strictObject({
    host: z.string().optional().describe('邮件服务器；不写就不发邮件'),
    port: z.number().int().min(1).max(65535).default(25).describe('邮件服务器端口'),
    tls: z.enum(['starttls', 'implicit', 'off']).default('starttls').describe('加密方式'),
    user: z.string().optional().describe('登录名'),
    /** a file with the password alone, readable by its owner only; or the environment variable XUNCHA_MAIL_PASSWORD */
    passwordFile: z.string().optional().describe('只写着密码的文件，仅本用户可读；也可用环境变量 XUNCHA_MAIL_PASSWORD'),
    from: mailbox.optional().describe('发件人，例如 巡查 <xuncha@example.gov.cn>'),
    to: z.array(mailbox).default([]).describe('收件人（监管方）'),
    /** mails to the contacts of each unit: off, or what they get */
    routes: z
      .strictObject({
        units: z
          .enum(['off', 'findings', 'all'])
          .default('off')
          .describe(
            '是否也发给各单位的联系人：off 不发；findings 有新问题、有解除、明天到期时发；all 还按 judge.warnAtDays 提前提醒',
          ),
      })
      .prefault({}),
    keepNights: z
      .number()
      .int()
      .positive()
      .default(400)
      .describe('发过的邮件，正文和附件保留多少天；谁在何时收到过哪一封永久保留'),
  })
  .prefault({});

const report = z
  .strictObject({
    /** 发文机关 */
    issuer: z.string().optional().describe('发文机关'),
    documentNumber: z.string().optional().describe('发文字号'),
    /** 主送机关 */
    addressees: z.string().optional().describe('主送机关'),
    region: z.string().default('全省').describe('通报中对辖区的称呼'),
    /** digits after the decimal point of percentages */
    decimals: z.number().int().min(0).max(2).default(2).describe('百分比的小数位数'),
    rounding: z.enum(['half-up', 'truncate']).default('half-up').describe('四舍五入或截去'),
    feedbackBy: z.iso.date().optional().describe('整改反馈截止日期'),
  })
  .prefault({});

const web = z
  .strictObject({
    baseUrl: z.url().optional().describe('对外的网址；邮件中的链接指向这里'),
    host: z.string().default('127.0.0.1').describe('监听的地址；本机以外须有密码或代理的用户头'),
    port: z.number().int().min(0).max(65535).default(8420).describe('监听的端口'),
    /** a reverse proxy that has asked for the name says it in this header */
    userHeader: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]*$/, '应是请求头的名称，例如 X-Forwarded-User')
      .optional()
      .describe('反向代理用来告知登录人的请求头'),
    /** the header of any other address is not believed */
    proxies: z
      .array(z.union([z.ipv4(), z.ipv6()]))
      .default(['127.0.0.1', '::1'])
      .describe('反向代理的地址'),
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
    sources: z
      .array(z.discriminatedUnion('kind', kinds as never))
      .optional()
      .describe('信息来源，按先后询问；不写就用不需要密钥的那些'),
    canaries: z.array(canary).default([]).describe('哨兵：确知活跃的账号，每次先查，证明来源可靠'),
    /** replaces the adapter's own pace, host by host */
    pace: z.array(HostPaceShape).default([]).describe('替换默认的访问间隔，逐个主机'),
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
      timezone: z.string().refine(isZone, '不是时区名，例如 Asia/Shanghai').default('Asia/Shanghai').describe('时区'),
      network: z
        .strictObject({
          /** every request goes here instead, with the original host in x-forwarded-host */
          replica: z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe('演练用：所有请求改发到这里'),
          /** `off`: no waiting between requests; only with a replica */
          pace: z.enum(['on', 'off']).default('on').describe('off：请求之间不等待，只能与 replica 同用'),
          /** private addresses that may be asked all the same, as host:port (a bridge in the office's own network) */
          allowPrivate: z.array(z.string()).default([]).describe('允许访问的内网地址，写作 主机:端口'),
          contact: z.string().optional().describe('访问外部接口时留下的联系方式'),
        })
        .refine((network) => network.pace === 'on' || network.replica !== undefined, {
          path: ['pace'],
          message: 'pace: off 只能与 replica 同时使用（pace: off is only allowed together with replica）',
        })
        .prefault({}),
      browser: z
        .strictObject({
          sandbox: z.enum(['on', 'off']).default('on').describe('浏览器沙箱'),
          executable: z.string().optional().describe('浏览器程序的路径；不写就自动寻找'),
          pages: z.number().int().min(1).max(8).default(2).describe('同时打开的网页数'),
        })
        .prefault({}),
      platforms: z.strictObject(platforms).prefault({}),
      judge: judge.prefault({}),
      mail,
      report,
      evidence: z
        .strictObject({ keepNights: z.number().int().positive().default(30).describe('原始应答保留多少天') })
        .prefault({}),
      log: z
        .strictObject({ keepDays: z.number().int().positive().default(30).describe('运行日志保留多少天') })
        .prefault({}),
      schedule: z
        .strictObject({
          at: z
            .string()
            .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应写作 "时:分"，例如 "01:30"')
            .default('01:30')
            .describe('每夜几点开始（按 timezone）'),
        })
        .prefault({}),
      night: z
        .strictObject({
          /** how long a night may collect; accounts that do not fit are visited by due date */
          hours: z.number().positive().max(24).default(8).describe('一夜最多采集多少小时；账号多时按到期先后分夜采集'),
        })
        .prefault({}),
      web,
      heartbeat: z
        .strictObject({
          /** asked at url/start, url and url/fail, as healthchecks.io and its like have it */
          url: z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe('外部守望的网址：巡查开始时访问它加 /start，完整结束时访问它本身，没有做完时访问它加 /fail'),
        })
        .prefault({}),
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
