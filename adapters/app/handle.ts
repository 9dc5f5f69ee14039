import { z } from 'zod';

/** Stores whose "no such app" counts, with good canaries. */
export const MAIN_STORES = ['apple', 'tencent', 'xiaomi', 'vivo', 'huawei', 'harmony'] as const;
/** Searches and copies of other stores: they can bear out "listed" and nothing else. */
export const SUPPORT_STORES = ['samsung', 'baidu', 'meizu', 'wandoujia'] as const;
export type MainStore = (typeof MAIN_STORES)[number];
type SupportStore = (typeof SUPPORT_STORES)[number];
export type StoreName = MainStore | SupportStore;

/** YAML reads a bare row of digits as a number and may lose digits; so ids are texts. */
const text = (hint: string) =>
  z.string({ error: (issue) => (typeof issue.input === 'number' ? `请加引号写成文字，例如 "${hint}"` : undefined) });

/** the form of a package name, on Android and on HarmonyOS */
export const PACKAGE_NAME = /^[A-Za-z]\w*(\.\w+)+$/;

const packageName = (title: string, example: string) =>
  text(example).regex(PACKAGE_NAME, `${title}，例如 ${example}`).describe(title);

/** The permanent keys of an app, one a store or family of stores. */
export const AppHandle = z
  .strictObject({
    package: packageName('安卓包名', 'cn.gov.example.zwfw').optional(),
    appleId: text('1500000001')
      .regex(/^\d+$/, '苹果商店链接中 id 后面的数字')
      .describe('苹果商店的应用编号')
      .optional(),
    huaweiId: text('C100000001')
      .regex(/^C\d+$/, '华为应用市场链接中以 C 开头的编号')
      .describe('华为应用市场的应用编号')
      .optional(),
    vivoId: text('3600001')
      .regex(/^\d+$/, 'vivo 应用商店的应用编号，全是数字')
      .describe('vivo 应用商店的应用编号')
      .optional(),
    harmonyPackage: packageName('鸿蒙包名', 'cn.gov.example.zwfw.hmos').optional(),
    name: text('示例政务服务').min(1).describe('商店中的应用名；只能按名称搜索的商店（百度、魅族）要用').optional(),
    stores: z
      .array(z.enum([...MAIN_STORES, ...SUPPORT_STORES]))
      .min(1)
      .describe('主办单位声明上架的商店；不写则询问所有能询问的商店')
      .optional(),
  })
  .refine((handle) => handle.package || handle.appleId || handle.huaweiId || handle.vivoId || handle.harmonyPackage, {
    message: '至少要有一个标识：package、appleId、huaweiId、vivoId 或 harmonyPackage',
  });
export type AppHandle = z.infer<typeof AppHandle>;

/** Whether this store is asked about the app at all. */
export function isAskedIn(store: StoreName, handle: AppHandle): boolean {
  return handle.stores === undefined || handle.stores.includes(store);
}
