import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { type Interaction, nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import type { WechatHandle } from '../handle.ts';
import { hasMenu, publishedList, repliesBySetting, statusOf, subjectOf } from '../official-answers.ts';
import { type Called, call } from '../official-call.ts';
import {
  type AuthorizerInfo,
  AutoReplyInfo,
  BasicInfo,
  FreePublish,
  AuthorizerInfo as Info,
  MenuInfo,
} from '../official-schema.ts';
import { accessToken, componentToken } from '../official-token.ts';
import { presentName } from '../words.ts';

const Options = z.strictObject({
  component: z
    .string()
    .regex(/^wx/, 'AppID 以 wx 开头')
    .optional()
    .describe('第三方平台的 AppID；没有则用各账号自己的 AppSecret'),
});
type Options = z.infer<typeof Options>;

/**
 * The official interface, with the owner's authorisation: the account's state, its subject, its publications, menu and
 * automatic replies. The requests and the shapes of their answers stand in `official-schema.ts`.
 *
 * The list of publications (freepublish) is the only one in WeChat whose end can be trusted. It holds what went through
 * the new publishing system; articles pushed in the old way may be missing, so a bridge beside it is worth having.
 */
export default defineSource<WechatHandle, Options>({
  kind: 'official',
  title: '微信官方接口',
  order: 10,
  view: 'authorised',
  standard: false,
  options: Options,
  applies: (handle) => handle.appId !== undefined,
  async look(handle, world, options) {
    const appId = handle.appId ?? '';
    const access = await accessToken(world, appId, options.component);
    if (!access.ok) return nothingSeen(access.outcome, access.detail, access.httpStatus, access.evidence);
    const token = { name: 'access_token', value: access.value };
    const info = options.component === undefined ? null : await authorizerInfo(world, appId, options.component);
    const basic = await call(world, { path: 'account/getaccountbasicinfo', shape: BasicInfo, token });
    const body = { offset: 0, count: 20, no_content: 1 };
    const published = await call(world, { path: 'freepublish/batchget', shape: FreePublish, token, body });
    const menu = await call(world, { path: 'get_current_selfmenu_info', shape: MenuInfo, token });
    const replies = await call(world, { path: 'get_current_autoreply_info', shape: AutoReplyInfo, token });
    if (isStranger(handle, info, basic)) {
      const evidence = [...proofOfInfo(info), ...proofOf(basic)];
      return nothingSeen('wrong-account', `AppID ${appId} 属于别的账号`, 200, evidence);
    }
    return together({ info, basic, published, menu, replies });
  },
});

async function authorizerInfo(world: World, appId: string, component: string): Promise<Called<AuthorizerInfo>> {
  const own = await componentToken(world, component);
  if (!own.ok) return own;
  return call(world, {
    path: 'component/api_get_authorizer_info',
    shape: Info,
    token: { name: 'access_token', value: own.value },
    body: { component_appid: component, authorizer_appid: appId },
    answerIsSecret: true,
  });
}

type Answer<T> = Called<T> | null;

function isStranger(handle: WechatHandle, info: Answer<AuthorizerInfo>, basic: Answer<BasicInfo>): boolean {
  const ghId = info?.ok ? info.value.user_name : null;
  const appId = basic?.ok ? basic.value.appid : null;
  return (!!ghId && !!handle.ghId && ghId !== handle.ghId) || (!!appId && appId !== handle.appId);
}

function together(answers: {
  info: Answer<AuthorizerInfo>;
  basic: Answer<BasicInfo>;
  published: Answer<FreePublish>;
  menu: Answer<MenuInfo>;
  replies: Answer<AutoReplyInfo>;
}): Sighting {
  const { info, basic, published, menu, replies } = answers;
  const asked = [info, published, basic, menu, replies].filter((one) => one !== null);
  const refused = asked.filter((one) => !one.ok);
  const evidence = [...proofOfInfo(info), ...[published, basic, menu, replies].flatMap(proofOf)];
  const [worst] = refused;
  if (worst && refused.length === asked.length) {
    return nothingSeen(worst.outcome, worst.detail, worst.httpStatus, evidence);
  }
  const list = published?.ok ? publishedList(published.value) : null;
  const mark = info?.ok ? statusOf(info.value) : null;
  const name =
    presentName(info?.ok ? info.value.nick_name : null) ?? presentName(basic?.ok ? basic.value.nickname : null);
  const subject = basic?.ok ? subjectOf(basic.value) : null;
  const interaction: Interaction = {
    ...(list?.commentsOpen ? { comments: 'yes' } : {}),
    ...(menu?.ok ? { menu: hasMenu(menu.value) } : {}),
    ...(replies?.ok && repliesBySetting(replies.value) ? { autoReply: 'yes' } : {}),
  };
  return {
    outcome: 'ok',
    detail: refused.map((one) => one.detail).join('；'),
    httpStatus: 200,
    coverage: refused.length === 0 ? 'complete' : 'partial',
    // an empty list says nothing: what was pushed in the old way is not in it
    listIsWhole: list !== null && list.posts.length > 0 && list.undated === 0,
    posts: list?.posts ?? [],
    ...(mark ? { status: mark } : {}),
    ...(name ? { displayName: name } : {}),
    ...(subject ? { subject } : {}),
    interaction,
    evidence,
  };
}

/** The answer also holds the refresh token, so only what was read from it is shown. */
function proofOfInfo(info: Answer<AuthorizerInfo>) {
  return info?.ok ? [info.proof(JSON.stringify(info.value))] : proofOf(info);
}

function proofOf(answer: Answer<unknown>) {
  if (answer === null) return [];
  return answer.ok ? [answer.proof()] : answer.evidence;
}
