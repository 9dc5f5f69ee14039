import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import { passageAt } from '../../excerpt.ts';
import { type Handle, pageOf } from '../handle.ts';
import { parseProfilePage } from '../profile.ts';
import { visitorCookie } from '../visitor.ts';

/**
 * The profile page by plain HTTP: name and certification without a browser, no works. Asked where no browser could
 * tell them.
 */
export default defineSource<Handle>({
  kind: 'profile',
  title: '头条主页（只读资料）',
  order: 30,
  view: 'guest',
  standard: true,
  showsPosts: false,
  applies: () => true,
  worthAsking: (seen) => !seen.some((sighting) => sighting.displayName !== undefined),
  async look(handle, world) {
    const cookie = await visitorCookie(world);
    const answer = await world.http.ask({
      url: pageOf(handle),
      headers: cookie === null ? {} : { cookie },
      // a page that answers with another address tells that there is no such page here
      redirect: 'manual',
    });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const { status, text } = answer;
    if (status >= 300 && status < 400) {
      const detail = `主页转到了 ${answer.headers.location ?? '别处'}：账号可能已不存在，请人工核对`;
      return nothingSeen('layout-changed', detail, status, [answer.proof(detail)]);
    }
    const user = parseProfilePage(status, text, handle.token);
    const proof = answer.proof(passageAt(user.read ? user.data : text, user.read ? user.displayName : ''));
    if (!user.read) return nothingSeen(user.outcome, user.detail, status, [proof]);
    if (!user.namesToken) return nothingSeen('layout-changed', '主页没有写明它是谁的', status, [proof]);
    return {
      outcome: 'ok',
      detail: '只有资料，没有作品列表',
      httpStatus: status,
      coverage: 'partial',
      listIsWhole: false,
      posts: [],
      status: { status: 'normal', text: `主页正常显示“${user.displayName}”` },
      displayName: user.displayName,
      ...(user.subject ? { subject: user.subject } : {}),
      ...(user.postCount === undefined ? {} : { postCount: user.postCount }),
      evidence: [proof, ...(user.subject?.label ? [answer.proof(passageAt(user.data, user.subject.label))] : [])],
    };
  },
});
