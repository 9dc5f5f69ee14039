/** Finds the platform for a request, and its answer under the troubles that the request meets. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked, ReplicaPlatform, Reply, Route, Scene } from './platform.ts';
import { falsified, show } from './shown.ts';
import type { Meeting, Trouble, Troubles } from './troubles.ts';
import { type AccountOf, keyOf, type ReplicaAccount, type ReplicaWorld } from './world.ts';

// which platforms there are is found by listing the folder
const folder = join(import.meta.dirname, 'platforms');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();
const platforms: readonly ReplicaPlatform[] = await Promise.all(
  files.map(async (name) => ((await import(join(folder, name))) as { default: ReplicaPlatform }).default),
);

export interface Chosen {
  readonly platform: string | null;
  /** permanent key of the account that was asked about */
  readonly account: string | null;
  readonly reply: Reply;
  readonly met: readonly Trouble[];
  /** no platform has such an address */
  readonly unknown: boolean;
}

const NO_SUCH_PAGE: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'no such page\n',
};
const BAD_GATEWAY: Reply = {
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>\n',
};

export function choose(asked: Asked, world: ReplicaWorld, now: Temporal.Instant, troubles: Troubles): Chosen {
  // several platforms may share a host; the first that knows the page has it
  const serving = platforms
    .filter((platform) => platform.serves(asked.host, world))
    .map((platform) => {
      const scene = sceneOf(platform, asked, world, now, troubles);
      return { platform, scene, route: platform.route(asked, scene) };
    });
  const found = serving.find(({ route }) => route !== null) ?? serving[0];
  if (found === undefined) return { platform: null, account: null, reply: NO_SUCH_PAGE, met: [], unknown: true };
  const { platform, scene } = found;
  const met = troubles.meet(meetingOf(platform, asked, now, found.route?.about ?? null));
  const guest = met.some((trouble) => trouble.kind === 'logged-out');
  const route = guest ? platform.route({ ...asked, cookies: {} }, scene) : found.route;
  const about = route?.about ?? null;
  return {
    platform: platform.id,
    account: about === null ? null : keyOf(about),
    reply: keptOut(platform, asked, met) ?? answer(route, scene, met),
    met,
    unknown: route === null,
  };
}

function meetingOf(
  platform: ReplicaPlatform,
  asked: Asked,
  now: Temporal.Instant,
  account: ReplicaAccount | null,
): Meeting {
  return {
    host: asked.host,
    platform: platform.id,
    account: account === null ? null : keyOf(account),
    path: asked.path,
    now,
  };
}

function sceneOf(
  platform: ReplicaPlatform,
  asked: Asked,
  world: ReplicaWorld,
  now: Temporal.Instant,
  troubles: Troubles,
): Scene {
  const standing = (account: ReplicaAccount | null) => troubles.standing(meetingOf(platform, asked, now, account));
  return {
    world,
    now,
    accounts: <P extends ReplicaAccount['platform']>(id: P) =>
      world.accounts.filter((account): account is AccountOf<P> => account.platform === id),
    show: (account) => falsified(show(account, now), standing(account)),
    suffers: (kind) => standing(null).some((trouble) => trouble.kind === kind),
  };
}

function answer(route: Route | null, scene: Scene, met: readonly Trouble[]): Reply {
  if (route === null) return NO_SUCH_PAGE;
  if (route.about === null) return route.reply(null);
  const asked = route.about;
  const other = met.some((trouble) => trouble.kind === 'other-account')
    ? scene.accounts(asked.platform).find((account) => account !== asked)
    : undefined;
  return route.reply(falsified(show(other ?? asked, scene.now), met));
}

function keptOut(platform: ReplicaPlatform, asked: Asked, met: readonly Trouble[]): Reply | null {
  for (const trouble of met) {
    if (trouble.kind === 'server-error') return { ...BAD_GATEWAY, status: trouble.status ?? 502 };
    if (trouble.kind === 'error-page') return BAD_GATEWAY;
    if (trouble.kind !== 'throttled' && trouble.kind !== 'captcha' && trouble.kind !== 'login-wall') continue;
    const usual = trouble.kind === 'throttled' ? (trouble.status ?? 429) : 403;
    const own = trouble.status === undefined ? platform.keepsOut?.[trouble.kind] : undefined;
    const reply = own === undefined ? { status: usual, body: '' } : own(asked);
    if (reply === null) continue;
    if (trouble.retryAfter === undefined) return reply;
    return { ...reply, headers: { ...reply.headers, 'retry-after': trouble.retryAfter } };
  }
  return null;
}
