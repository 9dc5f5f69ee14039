import { z } from 'zod';

export const Handle = z.strictObject({
  secUid: z
    .string({ error: 'secUid 应为文字，请加引号' })
    .regex(/^MS4wLjABAAAA[\w-]+$/, 'secUid 以 MS4wLjABAAAA 开头，见主页网址 https://www.douyin.com/user/… 的最后一段')
    .describe('抖音主页网址 https://www.douyin.com/user/ 之后的一段，以 MS4wLjABAAAA 开头；改名不变'),
});
export type Handle = z.infer<typeof Handle>;

export function pageOf({ secUid }: Handle): string {
  return `https://www.douyin.com/user/${secUid}`;
}
