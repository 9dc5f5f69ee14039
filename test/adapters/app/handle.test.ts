import { describe, expect, it } from 'vitest';
import app from '../../../adapters/app/index.ts';
import { APP } from './fixture.ts';

const faults = (handle: object) => app.handle.safeParse(handle).error?.issues.map((one) => one.message) ?? [];
const askedAt = (handle: object) =>
  app.sources.filter((source) => source.applies(app.handle.parse(handle), {})).map((source) => source.kind);

describe('the keys of an app', () => {
  it('are texts, because digits without quotes are read as a number', () => {
    expect(faults({ appleId: 1699000123 })).toEqual([expect.stringContaining('引号')]);
  });
  it('have the form of their store', () => {
    expect(faults({ huaweiId: '199000123' })).toHaveLength(1);
    expect(faults({ package: '示例县掌上办' })).toHaveLength(1);
  });
  it('are at least one', () => {
    expect(faults({ name: '示例县掌上办' })).toHaveLength(1);
    expect(faults({ harmonyPackage: APP.harmonyPackage })).toHaveLength(0);
  });
  it('are no others than these', () => {
    expect(faults({ ...APP, oppoId: '1' })).toHaveLength(1);
  });
});

describe('the stores that are asked', () => {
  it('are those whose key is there', () => {
    expect(askedAt({ appleId: APP.appleId })).toEqual(['apple']);
    expect(askedAt({ package: APP.package })).toEqual(['tencent', 'xiaomi', 'samsung', 'wandoujia']);
  });
  it('include those that search by name, where there is a name', () => {
    expect(askedAt({ ...APP, name: '示例县掌上办' })).toEqual([
      'apple',
      'tencent',
      'xiaomi',
      'vivo',
      'huawei',
      'harmony',
      'samsung',
      'baidu',
      'meizu',
      'wandoujia',
    ]);
  });
  it('are those in which the owner offers the app, where the registry says so', () => {
    expect(askedAt({ ...APP, stores: ['vivo', 'apple'] })).toEqual(['apple', 'vivo']);
  });
});

describe('an app', () => {
  it('has no interaction that its stores could show', () => {
    expect(app.interactionKinds).toEqual([]);
  });
  it('is known by its most general key, and has a page that a person can open', () => {
    expect([app.key(APP), app.page(APP)]).toEqual([APP.package, 'https://sj.qq.com/appdetail/cn.gov.shili.bangban']);
    expect(app.key({ huaweiId: APP.huaweiId })).toBe('huawei:C199000123');
    expect(app.page({ vivoId: APP.vivoId })).toBeNull();
  });
});
