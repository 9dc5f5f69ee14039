import { z } from 'zod';
import type { CanaryProbe, CanaryShape } from '../../src/model/adapter.ts';
import type { Sighting } from '../../src/model/sighting.ts';
import { AppHandle, MAIN_STORES, type MainStore } from './handle.ts';

/** A store answers "no such app" in the same words for many reasons; so each night it is asked for one of both. */
const StoreCanary = z.strictObject({
  store: z.enum(MAIN_STORES),
  /** the store's key of an app that is there */
  present: z.string({ error: '请加引号写成文字' }).min(1),
  /** a key of the same form that no app has */
  absent: z.string({ error: '请加引号写成文字' }).min(1),
  /** the package of `present`, where the store's key is a number; then a store that answers with another app is found out */
  package: z.string().optional(),
});
type StoreCanary = z.infer<typeof StoreCanary>;

const KEY: Readonly<Record<MainStore, 'appleId' | 'package' | 'huaweiId' | 'vivoId' | 'harmonyPackage'>> = {
  apple: 'appleId',
  tencent: 'package',
  xiaomi: 'package',
  vivo: 'vivoId',
  huawei: 'huaweiId',
  harmony: 'harmonyPackage',
};

export const canaries: CanaryShape<AppHandle, StoreCanary> = {
  schema: StoreCanary.superRefine(({ store, present, absent }, context) => {
    for (const [path, value] of Object.entries({ present, absent })) {
      const issues = AppHandle.safeParse({ [KEY[store]]: value }).error?.issues ?? [];
      for (const { message } of issues) context.addIssue({ code: 'custom', path: [path], message });
    }
  }),
  kinds: MAIN_STORES,
  probes: (canary) => [presentProbe(canary), absentProbe(canary)],
};

function presentProbe(canary: StoreCanary): CanaryProbe<AppHandle> {
  const name = `${canary.store} 在架哨兵 ${canary.present}`;
  const own = canary.package === undefined ? {} : { package: canary.package };
  return {
    name,
    source: canary.store,
    handle: { ...own, [KEY[canary.store]]: canary.present },
    judge(sighting) {
      const line = lineOf(sighting, canary.store);
      if (line?.listing === 'listed') return null;
      return `${name}应当在架，结果是${line?.listing ?? '没有回答'}：${sighting.detail}`;
    },
    readsFile(sighting) {
      const artifact = lineOf(sighting, canary.store)?.artifact;
      return artifact === 'verified' || artifact === 'reachable';
    },
  };
}

function absentProbe(canary: StoreCanary): CanaryProbe<AppHandle> {
  const name = `${canary.store} 缺席哨兵 ${canary.absent}`;
  return {
    name,
    source: canary.store,
    handle: { [KEY[canary.store]]: canary.absent },
    judge(sighting) {
      const line = lineOf(sighting, canary.store);
      if (line?.listing === 'not-listed') return null;
      return `${name}应当不存在，结果是${line?.listing ?? '没有回答'}：${sighting.detail}`;
    },
  };
}

function lineOf(sighting: Sighting, store: string) {
  return sighting.stores?.find((one) => one.store === store);
}
