import { z } from 'zod';

const text = (description: string) =>
  z
    .string({
      error: (issue) => (typeof issue.input === 'number' ? '这是数字，请加引号写成文字' : '应为文字（加引号）'),
    })
    .min(1, '不能为空')
    .describe(description);

/** A 公众号 by WeChat's own permanent keys. Names are no keys: they change. */
export const WechatHandle = z.strictObject({
  biz: text('公众号的永久编号 __biz，例如 MzAxMjM0NTY3OA==')
    .regex(/^[MNO][A-Za-z0-9+/]{5,}={0,2}$/, '__biz 以 M、N 或 O 开头，只含字母、数字、+、/ 和结尾的 =')
    .optional(),
  ghId: text('原始 ID，以 gh_ 开头')
    .regex(/^gh_[0-9a-z]+$/, '原始 ID 形如 gh_0123456789ab')
    .optional(),
  // the original id may serve as a 微信号, but then it is ghId
  alias: text('微信号')
    .regex(/^(?!gh_)[A-Za-z][\w-]*$/, '微信号以字母开头，只含字母、数字、_ 和 -')
    .optional(),
  appId: text('AppID，以 wx 开头；只有 official 来源需要')
    .regex(/^wx[0-9a-f]{16}$/, 'AppID 形如 wx0123456789abcdef')
    .optional(),
  articles: z
    .array(text('该号一篇文章的网址'))
    .max(3, '最多写三篇文章')
    .describe('最多三篇已知文章的网址，用来查看账号状态')
    .optional(),
  albums: z.array(text('合集编号').regex(/^\d+$/, '合集编号全是数字')).describe('合集编号').optional(),
  feeds: z.record(z.string(), text('该号在这个订阅桥上的编号')).describe('订阅桥的名称 → 该号在桥上的编号').optional(),
});
export type WechatHandle = z.infer<typeof WechatHandle>;
