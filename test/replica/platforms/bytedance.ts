/** The visitor cookie of Douyin and Toutiao. */
import { json, page, type ReplicaPlatform } from '../platform.ts';

const platform: ReplicaPlatform = {
  id: 'bytedance',
  serves: (host) => host === 'ttwid.bytedance.com',
  route: (asked) => {
    if (!asked.path.startsWith('/ttwid/union/register')) return null;
    return page(json({ status_code: 0, message: '' }, { headers: { 'set-cookie': ['ttwid=1%7Cvisitor; Path=/'] } }));
  },
};
export default platform;
