import type { World } from '../../src/model/world.ts';
import { type Called, call } from './official-call.ts';
import { AuthorizerToken, ComponentToken, StableToken } from './official-schema.ts';

/**
 * The access token of one account, in one of two ways:
 *
 * - the account's own AppSecret: `POST /cgi-bin/stable_token`, which leaves other users' tokens valid
 * - a third-party platform (第三方平台) that the owner authorised: its own token from secret and ticket, then
 *   `POST /cgi-bin/component/api_authorizer_token` with the account's refresh token
 *
 * Tokens live two hours, so each is renewed every hour of the night.
 *
 * @param component AppID of the third-party platform; undefined: the account's own secret
 */
export async function accessToken(world: World, appId: string, component: string | undefined): Promise<Called<string>> {
  return world.once(`official token ${appId} ${hourOf(world)}`, () =>
    component === undefined ? ownToken(world, appId) : authorizerToken(world, appId, component),
  );
}

function ownToken(world: World, appId: string): Promise<Called<string>> {
  const name = `wechat-app-secret-${appId}`;
  const secret = world.secret(name);
  if (!secret) return Promise.resolve(missing(name));
  return call(world, {
    path: 'stable_token',
    shape: StableToken,
    body: { grant_type: 'client_credential', appid: appId, secret, force_refresh: false },
    secrets: [secret],
    answerIsSecret: true,
  });
}

async function authorizerToken(world: World, appId: string, component: string): Promise<Called<string>> {
  const name = `wechat-refresh-token-${appId}`;
  const refresh = world.secret(name);
  if (!refresh) return missing(name);
  const own = await componentToken(world, component);
  if (!own.ok) return own;
  return call(world, {
    path: 'component/api_authorizer_token',
    shape: AuthorizerToken,
    token: { name: 'component_access_token', value: own.value },
    body: { component_appid: component, authorizer_appid: appId, authorizer_refresh_token: refresh },
    secrets: [refresh],
    answerIsSecret: true,
  });
}

/** The ticket is pushed by WeChat to the platform's server every ten minutes; that server keeps it where secrets are. */
export function componentToken(world: World, component: string): Promise<Called<string>> {
  return world.once(`official component token ${component} ${hourOf(world)}`, async () => {
    const [secret, ticket] = [world.secret('wechat-component-secret'), world.secret('wechat-component-ticket')];
    if (!secret || !ticket) return missing(secret ? 'wechat-component-ticket' : 'wechat-component-secret');
    return call(world, {
      path: 'component/api_component_token',
      shape: ComponentToken,
      body: { component_appid: component, component_appsecret: secret, component_verify_ticket: ticket },
      secrets: [secret, ticket],
      answerIsSecret: true,
    });
  });
}

function hourOf(world: World): number {
  return Math.floor(world.now().epochMilliseconds / 3_600_000);
}

function missing(name: string): Called<never> {
  return { ok: false, outcome: 'not-configured', detail: `没有设置 ${name}`, httpStatus: null, evidence: [] };
}
