import { afterAll, beforeAll, beforeEach } from 'vitest';
import { LittlePlatform, type Reply } from '../little-platform.ts';
import { BIZ, GH_ID, NUMBER } from '../pages.ts';

export const FEED = `MP_WXS_${NUMBER}`;
export const HANDLE = {
  biz: BIZ,
  ghId: GH_ID,
  feeds: { main: NUMBER, wewe: FEED, werss: FEED, hub: '/wechat/sogou/示例区融媒' },
};

export let platform: LittlePlatform;

/** Opens the platform that plays the bridges, for all tests of a file. */
export function openBridges(): void {
  beforeAll(async () => {
    platform = await LittlePlatform.open();
  });
  afterAll(() => platform.close());
  beforeEach(() => {
    platform.asked.length = 0;
    platform.secrets.clear();
  });
}

/** answers by path; what is not named is 404 */
export function serve(replies: Readonly<Record<string, Reply>>): void {
  platform.answer = ({ path }) => replies[decodeURIComponent(path)];
}
