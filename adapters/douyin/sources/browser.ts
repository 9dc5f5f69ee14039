import { defineSource } from '../../../src/model/adapter.ts';
import type { Handle } from '../handle.ts';
import { lookAtPage } from '../look.ts';

/**
 * The page as a visitor sees it. Visitors get a normal answer whose list silently lacks the newest works (f2#385,
 * RSSHub#20276), so the date is a lower bound for ever; state, certification and the count of works are reliable.
 */
export default defineSource<Handle>({
  kind: 'browser',
  title: '抖音主页（访客）',
  order: 20,
  view: 'guest',
  standard: true,
  applies: () => true,
  look: (handle, world) => lookAtPage(handle, world),
});
