import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import type { WechatHandle } from '../handle.ts';

/**
 * What a person checked by hand stands in the registry under `confirmed` and is read by the judge. The kind can be
 * named among the sources, as a reminder that somebody does this; it asks nothing.
 */
export default defineSource<WechatHandle>({
  kind: 'manual',
  title: '人工核查',
  order: 100,
  view: 'hint',
  standard: false,
  applies: () => false,
  look: async () => nothingSeen('not-configured', '人工核查写在台账里'),
});
