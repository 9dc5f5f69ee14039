import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openHome } from '../../src/home.ts';
import { type NightOptions, type NightProgress, night } from '../../src/nightly.ts';
import { type NightWorldOptions, nightWorld } from '../bench/night-world.ts';
import { PostOffice } from '../mail/post-office.ts';
import { startReplica } from '../replica/server.ts';

const silent: NightProgress = { started() {}, observed() {}, health() {}, trouble() {}, say() {} };

/** A home, the platforms that it asks and its mail server; all gone when the test ends. */
export async function littleOffice(
  size: Partial<NightWorldOptions>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<{
  home: string;
  office: PostOffice;
  replica: Awaited<ReturnType<typeof startReplica>>;
  /** the night of this moment, in this process */
  night(
    at: string,
    progress?: Partial<NightProgress>,
    signal?: AbortSignal,
    options?: NightOptions,
  ): ReturnType<typeof night>;
}> {
  const home = mkdtempSync(join(tmpdir(), 'xuncha-night-'));
  const made = nightWorld({
    firstNight: '2026-09-15',
    nights: 40,
    wechat: 0,
    weibo: 0,
    douyin: 0,
    toutiao: 0,
    ...size,
  });
  const replica = await startReplica(made.world, { at: '2026-09-15T18:00:00+08:00' });
  const office = await new PostOffice().open();
  onTestFinished(async () => {
    await Promise.all([replica.close(), office.close()]);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  mkdirSync(join(home, 'config', 'registry'), { recursive: true });
  const mail = {
    host: '127.0.0.1',
    port: office.port,
    from: '巡查 <xuncha@example.gov.cn>',
    to: ['a@example.gov.cn'],
  };
  const written = { network: { replica: replica.url, pace: 'off' }, platforms: made.platforms, mail, ...settings };
  writeFileSync(join(home, 'config', 'xuncha.yaml'), JSON.stringify(written));
  writeFileSync(join(home, 'config', 'registry', 'all.yaml'), made.registry);
  return {
    home,
    office,
    replica,
    async night(at, progress = {}, signal = new AbortController().signal, options = {}) {
      replica.at(at);
      return night(await openHome({ home, at }), { ...silent, ...progress }, signal, options);
    },
  };
}
