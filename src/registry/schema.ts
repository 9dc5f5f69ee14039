import { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from '../faults/json-schema.ts';
import { ACCOUNT_KINDS, type Confirmation, FILED_STATES } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import { ACCOUNT_STATUSES, INTERACTION_KINDS } from '../model/sighting.ts';

const text = z.string().min(1);
const date = z.iso.date();
const yesNo = z.enum(['yes', 'no']);
export const MAILBOX = /^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/;
const mailbox = z.string().regex(MAILBOX, '应写作 name@host 或 名称 <name@host>');

export const ACCOUNT_ID = /^[A-Za-z0-9._-]+$/;

/** What a person checked by hand, as the registry and the command line take it. */
export const confirmationShape = z
  .strictObject({
    interaction: z
      .strictObject(Object.fromEntries(INTERACTION_KINDS.map((kind) => [kind, yesNo.optional()])))
      .optional()
      .describe('互动功能：每一种写 yes 或 no'),
    lastPost: z
      .union([date, z.literal('never')])
      .optional()
      .describe('人工看到的最后更新日期；从未发布写 never'),
    status: z.enum(ACCOUNT_STATUSES).optional().describe('人工看到的账号状态'),
    subject: text.optional().describe('人工看到的认证主体'),
    on: date.describe('核查日期'),
    by: text.describe('核查人或核查单位'),
    until: date.describe('有效期至（含当日）'),
    screenshot: text.optional().describe('截图文件'),
  })
  .refine((one) => one.until >= one.on, { path: ['until'], message: '有效期不能早于核查日期' });

const alias = z.strictObject({
  name: text.describe('曾用或另用的主办单位名称'),
  from: date.optional().describe('从哪一天起'),
  until: date.optional().describe('到哪一天止'),
});

const common = {
  id: text
    .regex(ACCOUNT_ID, '只能用英文字母、数字和 . _ -，例如 qidong-health')
    .describe('编号：全部台账中唯一，只用英文字母、数字和 . _ -'),
  name: text.describe('账号名称，与备案一致'),
  owner: text.describe('主办单位'),
  state: z.enum(FILED_STATES).default('running').describe('备案状态：running 运行，closed 关停，cancelled 注销'),
  closedOn: date.optional().describe('关停或注销日期'),
  kind: z.enum(ACCOUNT_KINDS).default('publishing').describe('类别：publishing 发布类，service 服务类'),
  confirmed: z.array(confirmationShape).default([]).describe('人工核查过的内容，过期自动失效'),
  ownerAliases: z.array(alias).default([]).describe('主办单位的其他名称（机构改革前后的名称等）'),
};

/** One account as it is written; its handle is checked by the adapter of its platform, in a second step. */
export const accountShape = z.strictObject({
  ...common,
  platform: text,
  handle: z.record(z.string(), z.unknown()).default({}),
});

/** A unit as it is written; its accounts are checked one by one. */
export const unitShape = z.strictObject({
  name: text.describe('单位（市州或部门）'),
  contacts: z.array(mailbox).default([]).describe('本单位邮件的收件人'),
  accounts: z.array(z.unknown()).default([]),
});

export const registryShape = z.strictObject({ units: z.array(z.unknown()).default([]) });

/** exactOptionalPropertyTypes: a key that zod left out is really absent */
export function confirmationsOf(parsed: z.infer<typeof accountShape>): readonly Confirmation[] {
  return parsed.confirmed as readonly Confirmation[];
}

/** What editors check and complete `config/registry/*.yaml` with: one form of account for each platform. */
export function registryJsonSchema(adapters: readonly Adapter[]): JsonSchema {
  const account = (adapter: Adapter) =>
    z.strictObject({
      ...common,
      platform: z.literal(adapter.id).describe(adapter.title),
      handle: (adapter.handle as z.ZodType).describe('平台上的永久标识，不是名称'),
    });
  const [first, ...others] = adapters.map(account);
  const accounts =
    first === undefined ? z.array(accountShape) : z.array(z.discriminatedUnion('platform', [first, ...others]));
  const unit = unitShape.extend({ accounts: accounts.default([]).describe('本单位的账号') });
  const registry = z.strictObject({ units: z.array(unit).default([]).describe('单位，按通报中的次序排列') });
  return { ...jsonSchemaOf(registry), title: '巡查的账号台账 config/registry/*.yaml' };
}
