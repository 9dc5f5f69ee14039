import { midOfBid, weiboMidTime } from '../../id-time.ts';
import { rsshubSource } from '../../rsshub.ts';
import type { WeiboHandle } from '../index.ts';

/** Route `/weibo/user/:uid`: links are `https://weibo.com/UID/BID`, and the BID is the post's number in other digits. */
export default rsshubSource<WeiboHandle>({
  title: '微博（自建 RSSHub）',
  order: 50,
  path: ({ uid }) => `/weibo/user/${uid}`,
  key: ({ uid }) => uid,
  workId: (url) => /^https:\/\/weibo\.com\/\d+\/([0-9A-Za-z]+)/.exec(url)?.[1] ?? null,
  idTime(bid) {
    const mid = midOfBid(bid);
    return mid === null ? null : weiboMidTime(mid);
  },
});
