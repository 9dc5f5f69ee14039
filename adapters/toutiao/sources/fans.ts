import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import { parseFans } from '../fans.ts';
import type { Handle } from '../handle.ts';

/**
 * The number of followers by plain HTTP. It says nothing of works or states; it is asked only where the profile alone
 * could be read, as a second sign that the platform still knows the account.
 */
export default defineSource<Handle>({
  kind: 'fans',
  title: '头条粉丝数',
  order: 40,
  view: 'hint',
  standard: true,
  showsPosts: false,
  applies: () => true,
  worthAsking: (seen) => seen.some(({ outcome }) => outcome === 'ok') && !seen.some(({ posts }) => posts.length > 0),
  async look(handle, world) {
    const answer = await world.http.ask({
      url: 'https://www.toutiao.com/api/pc/user/fans_stat',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: handle.token }).toString(),
    });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const { status, text } = answer;
    const proof = answer.proof(text);
    if (status === 403 || status === 418 || status === 429) {
      return nothingSeen('throttled', `粉丝数：HTTP ${status}`, status, [proof]);
    }
    if (status >= 500) return nothingSeen('upstream-error', `粉丝数：HTTP ${status}`, status, [proof]);
    const fans = parseFans(text);
    if (fans === null) return nothingSeen('layout-changed', '粉丝数：不是已知的样子', status, [proof]);
    return {
      outcome: 'ok',
      detail: `粉丝 ${fans}`,
      httpStatus: status,
      coverage: 'partial',
      listIsWhole: false,
      posts: [],
      evidence: [proof],
    };
  },
});
