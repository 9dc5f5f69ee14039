import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import type { Handle } from '../handle.ts';
import { lookAtPage } from '../look.ts';

const Options = z.strictObject({
  profile: z
    .string()
    .min(1)
    .describe('浏览器资料夹，里面有一个专用账号的登录（xuncha login toutiao）；相对于 config 文件夹'),
});

/** The page as a logged-in reader sees it, with a login that an office lends on purpose: the list is complete. */
export default defineSource<Handle, z.infer<typeof Options>>({
  kind: 'lent',
  title: '头条主页（借用登录）',
  order: 10,
  view: 'complete',
  standard: false,
  options: Options,
  applies: () => true,
  look: (handle, world, { profile }) => lookAtPage(handle, world, profile),
});
