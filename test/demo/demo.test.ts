import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playDemo } from '../../src/demo/play.ts';
import type { Judgement } from '../../src/model/finding.ts';
import type { NightProgress } from '../../src/nightly.ts';
import { hunanWorld } from '../replica/hunan.ts';

const silent: NightProgress = { started() {}, observed() {}, health() {}, trouble() {}, say() {} };
const { expected, registry } = hunanWorld();
const platformOf = new Map(registry.units.flatMap((unit) => unit.accounts.map((one) => [one.id, one.platform])));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xuncha-demo-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function staleOn(judgement: Judgement, platforms: readonly string[], verdict: string): string[] {
  return judgement.findings
    .filter((one) => one.rule === 'stale' && one.verdict === verdict)
    .map((one) => one.accountId)
    .filter((id) => platforms.includes(platformOf.get(id) ?? ''))
    .sort();
}
const namedOn = (...platforms: string[]) =>
  [...expected.stale.keys()].filter((id) => platforms.includes(platformOf.get(id) ?? '')).sort();

test('three nights end with the notice’s accounts, and nobody else', async () => {
  const { nights, deviations, mail } = await playDemo(dir, silent);
  expect(deviations).toEqual([]);
  expect(nights).toHaveLength(3);
  const last = nights[2];
  expect(last?.cases.fresh).toBeGreaterThan(0);
  expect(last?.cases.resolved).toBeGreaterThan(0);
  expect(last?.cases.continuing).toBeGreaterThan(0);
  expect(last?.mail).toMatchObject({ sent: 1, queued: 0 });
  expect(mail?.subject).toContain('9月17日');
});

test('without a lent login the stale Douyin and Toutiao accounts are suspected and not convicted', async () => {
  const { judgement } = await playDemo(dir, silent, { lendLogins: false, lastNightOnly: true });
  const guests = namedOn('douyin', 'toutiao');
  expect(guests).toHaveLength(2);
  expect(staleOn(judgement, ['douyin', 'toutiao'], 'suspected')).toEqual(guests);
  expect(staleOn(judgement, ['douyin', 'toutiao'], 'violation')).toEqual([]);
});

test('by default a WeChat bridge’s silence is a suspicion and convicts nobody', async () => {
  const { judgement } = await playDemo(dir, silent, { unpushed: 'verify', lastNightOnly: true });
  const byHand = registry.units
    .flatMap((unit) => unit.accounts)
    .filter((one) => one.confirmed?.some((check) => check.lastPost));
  const convicted = staleOn(judgement, ['wechat'], 'violation');
  expect(convicted).toEqual(byHand.map((one) => one.id).sort());
  expect([...staleOn(judgement, ['wechat'], 'suspected'), ...convicted].sort()).toEqual(namedOn('wechat'));
});
