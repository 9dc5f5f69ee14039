import { join } from 'node:path';
import { probesOf, readCanaries } from '../collect/canaries.ts';
import { Looker } from '../collect/look.ts';
import { withOwnHealth } from '../collect/own-health.ts';
import type { PlatformInUse, SourceInUse } from '../collect/sources.ts';
import { bad, type DoctorCheck, type DoctorLine, good, look } from '../doctor.ts';
import type { Home } from '../home.ts';
import type { Account } from '../model/account.ts';
import type { View } from '../model/adapter.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Sighting } from '../model/sighting.ts';
import { type OpenOutside, openOutside } from '../outside.ts';
import { takeLock } from '../store/lock.ts';

/** Each configured source is asked for its canaries; where it has none, for one account of the registry. */
export default {
  order: 90,
  async examine({ home }) {
    if (home === null) return [look('信息来源', '配置有错误，没有询问', '改正后再试。')];
    const lock = takeLock(join(home.data, 'run.lock'));
    if (lock === null) return [look('信息来源', '巡查正在进行，不另外询问', '等它结束后再试。')];
    lock.release();
    const opened = openOutside(home);
    try {
      const lines = await Promise.all(inUse(home, opened).map((platform) => examinePlatform(platform, home, opened)));
      return lines.flat();
    } finally {
      await opened.close();
    }
  },
} satisfies DoctorCheck;

/** platforms that have accounts, or that the settings say anything about */
function inUse(home: Home, { platforms }: OpenOutside): PlatformInUse[] {
  const withAccounts = new Set(home.registry.accounts.map((account) => account.platform));
  return [...platforms.values()].filter(
    ({ adapter, settings }) =>
      withAccounts.has(adapter.id) || settings.sources !== undefined || settings.canaries.length > 0,
  );
}

async function examinePlatform(platform: PlatformInUse, home: Home, opened: OpenOutside): Promise<DoctorLine[]> {
  const looker = new Looker(platform, opened.outside);
  const worst = new Map<string, Sighting>();
  const ask = async (source: SourceInUse, handle: unknown) => {
    const sighting = await looker.look(source, handle);
    if (sighting.outcome !== 'ok' || !worst.has(source.id)) worst.set(source.id, sighting);
    return sighting;
  };
  const read = await readCanaries(platform, home.now(), ask);
  const canaries = await withOwnHealth(read, platform, (source) => looker.health(source));
  const lines: DoctorLine[] = [];
  for (const source of platform.sources) {
    const canary = canaries.get(source.id);
    if (canary?.own !== undefined) {
      lines.push(bad(source.id, `${source.source.title}：${canary.own}`, LOGIN_BEHIND));
    } else if (canary === undefined || canary.state === 'none') {
      lines.push(await askAccount(source, platform, home, ask));
    } else if (canary.state === 'alive') {
      lines.push(good(source.id, `${source.source.title}：正常，哨兵可读`));
    } else {
      lines.push(troubled(source, worst.get(source.id)?.outcome ?? 'ok', canary.troubles[0] ?? ''));
    }
  }
  return lines;
}

/** No canary is for this source: its first account shows whether it answers, though not whether it is whole. */
async function askAccount(
  source: SourceInUse,
  platform: PlatformInUse,
  home: Home,
  ask: (source: SourceInUse, handle: unknown) => Promise<Sighting>,
): Promise<DoctorLine> {
  const fits = ({ handle }: { readonly handle: unknown }) => source.source.applies(handle, source.options);
  const canary = probesOf(platform).find(fits);
  const account = home.registry.accounts.find((one: Account) => one.platform === platform.adapter.id && fits(one));
  const example = source.source.showsPosts === false ? (canary ?? account) : account;
  const todo = takesCanary(source, platform) ? NO_CANARY : NO_ACCOUNT;
  if (example === undefined) return look(source.id, `${source.source.title}：没有可问的账号`, todo);
  const sighting = await ask(source, example.handle);
  if (sighting.outcome !== 'ok') return troubled(source, sighting.outcome, sighting.detail);
  const answers = `${source.source.title}：正常（问了“${example.name}”）`;
  return !takesCanary(source, platform) || source.source.showsPosts === false || PROVES_NOTHING.has(source.source.view)
    ? good(source.id, answers)
    : look(source.id, `${answers}，但没有哨兵`, NO_CANARY);
}

/** The stores that only bear out others have no canary, however the settings are written. */
function takesCanary({ source }: SourceInUse, { adapter }: PlatformInUse): boolean {
  return adapter.canaries?.kinds.includes(source.kind) ?? true;
}

const LOGIN_BEHIND = '请到它的后台查看登录，失效的重新扫码；在此之前，它看到的日期仍可用，“没有更新”不算数。';
const PROVES_NOTHING: ReadonlySet<View> = new Set(['guest', 'hint']);
const NO_ACCOUNT = '它只作旁证，不需要哨兵；台账里有它能看的账号时才会问它，现在可不理会。';
const NO_CANARY = '没有哨兵，“没有更新”无法证实。请在 platforms 下写明确知每天更新的账号作哨兵。';

/** what a person reads for each outcome, and what to do */
const TROUBLES: Readonly<Record<Outcome, readonly [says: string, todo: string]>> = {
  ok: ['能读到，但哨兵没有新内容', '请核对哨兵是否仍每天更新；若是订阅桥，请看它是否停止了采集。'],
  'auth-expired': ['登录已失效', '请重新登录（xuncha login，或在订阅桥的后台），或更换密钥。'],
  throttled: ['被限制访问：问得太频繁', '请等一天再试；反复出现时请在 platforms 的 pace 里放慢。'],
  captcha: ['被拦住：要求验证或登录', '请等一天再试；本机地址若长期被拦，请换一个出口地址或借用登录。'],
  closed: ['平台已关闭这个接口', '请在 sources 中去掉它，改用别的来源。'],
  'layout-changed': ['页面结构已变，读不懂', '请升级程序；仍不行时用 xuncha capture 保存原始应答并报告。'],
  network: ['连不上', '请检查本机网络、DNS 和防火墙；内网服务须写入 network.allowPrivate。'],
  'upstream-error': ['对方出错', '请稍后再试；若是订阅桥，请看它的日志。'],
  'wrong-account': ['答的是别的账号', '请核对哨兵的标识。'],
  'not-configured': ['没有配置好', '请补齐它需要的密钥或设置，或在 sources 中去掉它。'],
  skipped: ['没有询问', '它的主机正在休息，请稍后再试。'],
};

function troubled(source: SourceInUse, outcome: Outcome, detail: string): DoctorLine {
  const [says, todo] = TROUBLES[outcome];
  return bad(source.id, `${source.source.title}：${says}${detail === '' ? '' : `（${detail}）`}`, todo);
}
