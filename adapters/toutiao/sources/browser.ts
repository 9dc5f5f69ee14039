import { defineSource } from '../../../src/model/adapter.ts';
import type { Handle } from '../handle.ts';
import { lookAtPage } from '../look.ts';

/** The page as a visitor sees it: certification from the page, times from the list that it asks for. A lower bound. */
export default defineSource<Handle>({
  kind: 'browser',
  title: '头条主页（访客）',
  order: 20,
  view: 'guest',
  standard: true,
  applies: () => true,
  look: (handle, world) => lookAtPage(handle, world),
});
