import { z } from 'zod';

export const Handle = z.strictObject({
  token: z
    .string({ error: 'token 应为文字，请加引号' })
    .regex(
      /^MS4wLjABAAAA[\w-]+$/,
      'token 以 MS4wLjABAAAA 开头，见主页网址 https://www.toutiao.com/c/user/token/… 的最后一段',
    )
    .describe('头条主页网址 https://www.toutiao.com/c/user/token/ 之后的一段，以 MS4wLjABAAAA 开头；改名不变'),
});
export type Handle = z.infer<typeof Handle>;

export function pageOf({ token }: Handle): string {
  return `https://www.toutiao.com/c/user/token/${token}/`;
}
