import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openHome } from '../../src/home.ts';
import { KeptEvidence } from '../../src/kept-evidence.ts';
import { prune } from '../../src/prune.ts';
import { BodyStore } from '../../src/store/bodies.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { Chain } from '../../src/store/chain.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { hashesOf } from '../../src/store/evidence-use.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { ScreenshotStore } from '../../src/store/screenshots.ts';
import { verifyEvidence } from '../../src/verify.ts';
import { EvidenceFolder } from '../../src/world/evidence.ts';
import { littleOffice } from './little-office.ts';

const ZONE = 'Asia/Shanghai';
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function open<T>(home: string, use: (db: Db) => T): T {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}
const verify = (home: string) => open(home, (db) => verifyEvidence(db, join(home, 'data'), ZONE));

test('an account that is found to be silent is pictured in the same night, once, and the picture is kept as evidence', async () => {
  const { home, night, replica } = await littleOffice({ wechat: 5 });
  await night('2026-09-15T18:00:00+08:00');
  // the fifth account stopped on 15 September at 09:30
  await night('2026-09-30T18:00:00+08:00');
  const shots = open(home, (db) => new ScreenshotStore(db).ofAccount('wechat-0005'));
  expect(shots).toMatchObject([{ accountId: 'wechat-0005', trouble: null }]);
  const hash = shots[0]?.hash ?? '';
  const folder = new EvidenceFolder(join(home, 'data'));
  expect(folder.read(hash)?.subarray(0, 4)).toEqual(PNG);
  const cases = open(home, (db) => new CaseStore(db).all());
  expect(cases.find((one) => one.rule === 'stale')?.evidence).toContain(hash);
  const asked = replica.log.length;
  await night('2026-09-30T18:00:00+08:00');
  expect(replica.log).toHaveLength(asked);
});

test('each night is bound to the one before; a line that is changed later breaks the chain from there on', async () => {
  const { home, night } = await littleOffice({ wechat: 3 });
  for (const day of ['15', '16', '17']) await night(`2026-09-${day}T18:00:00+08:00`);
  expect(verify(home)).toMatchObject({ links: 3, broken: [], damaged: [], missing: [] });
  open(home, (db) => {
    db.prepare("UPDATE observation SET line = replace(line, '示例', '改动') WHERE id = 4").run();
  });
  expect(verify(home).broken).toEqual(['2026-09-16']);
  open(home, (db) => db.prepare("UPDATE observation SET line = replace(line, '改动', '示例') WHERE id = 4").run());
  expect(verify(home).broken).toEqual([]);
  open(home, (db) => db.prepare('DELETE FROM observation WHERE id = 2').run());
  expect(verify(home).broken).toEqual(['2026-09-15']);
});

test('a run that is started again binds nothing twice', async () => {
  const { home, night } = await littleOffice({ wechat: 2 });
  await night('2026-09-15T18:00:00+08:00');
  await night('2026-09-15T18:00:00+08:00');
  expect(open(home, (db) => new Chain(db).links())).toHaveLength(1);
});

test('a body whose content was changed, and one that a finding needs and that is gone, are both named', async () => {
  const { home, night } = await littleOffice({ wechat: 5 });
  await night('2026-09-30T18:00:00+08:00');
  const folder = new EvidenceFolder(join(home, 'data'));
  const picture = open(home, (db) => new ScreenshotStore(db).hashes()[0] ?? '');
  const answers = open(home, (db) => new CaseStore(db).all()[0]?.evidence ?? []).filter((hash) => hash !== picture);
  const [gone = '', changed = ''] = answers;
  open(home, (db) => {
    const bodies = new BodyStore(db);
    const pack = [...bodies.packs()].find((one) => one.bodies.some(({ hash }) => hash === gone));
    if (pack === undefined) throw new Error('the finding rests on nothing');
    bodies.keepOnly(pack, new Set(pack.bodies.flatMap(({ hash }) => (hash === gone ? [] : [hash]))));
    db.prepare('UPDATE body SET length = length - 1 WHERE hash = ?').run(Buffer.from(changed.slice(7), 'hex'));
  });
  writeFileSync(folder.fileOf(picture), zstdCompressSync(Buffer.from('something else')));
  expect(verify(home)).toMatchObject({ damaged: [changed, picture], missing: [gone] });
});

test('of a damaged pack every body is named, and pruning leaves it where it is', async () => {
  const { home, night } = await littleOffice({ wechat: 2 });
  await night('2026-09-15T18:00:00+08:00');
  const hashes = open(home, (db) => {
    const [pack] = new BodyStore(db).packs();
    db.prepare("UPDATE body_pack SET packed = x'00' WHERE id = ?").run(pack?.id);
    return pack?.bodies.map(({ hash }) => hash) ?? [];
  });
  expect(hashes.length).toBeGreaterThan(0);
  const at = await openHome({ home, at: '2026-09-15T20:00:00+08:00' });
  expect(open(home, (db) => prune(db, at)).removed).toBe(0);
  expect(verify(home)).toMatchObject({ damaged: hashes, missing: [] });
});

test('answers that an earlier version kept as files are read, verified and pruned as well', async () => {
  const { home, night } = await littleOffice({ wechat: 1 });
  await night('2026-09-15T18:00:00+08:00');
  const folder = new EvidenceFolder(join(home, 'data'));
  const old = folder.keep(Buffer.from('an answer of long ago'));
  const damaged = folder.keep(Buffer.from('another one'));
  writeFileSync(folder.fileOf(damaged), zstdCompressSync(Buffer.from('something else')));
  const read = open(home, (db) => new KeptEvidence(db, join(home, 'data')).read(old));
  expect(read?.toString()).toBe('an answer of long ago');
  expect(verify(home)).toMatchObject({ damaged: [damaged], missing: [] });
  const aDayAgo = new Date(Date.now() - 25 * 3600_000);
  for (const hash of [old, damaged]) utimesSync(folder.fileOf(hash), aDayAgo, aDayAgo);
  const at = await openHome({ home, at: '2026-09-15T20:00:00+08:00' });
  expect(open(home, (db) => prune(db, at)).removed).toBe(2);
});

test('pruning keeps what findings and the present rest on and the last nights, and removes the rest', async () => {
  const { home, night } = await littleOffice({ wechat: 5 }, { evidence: { keepNights: 2 } });
  const nights = ['2026-09-15', '2026-09-30', '2026-10-01', '2026-10-02'];
  for (const date of nights) await night(`${date}T18:00:00+08:00`);
  const folder = new EvidenceFolder(join(home, 'data'));
  const packed = () => open(home, (db) => [...new BodyStore(db).packs()].flatMap((pack) => pack.bodies));
  const kept = () => new Set([...packed(), ...folder.all()].map((one) => one.hash));
  const of = (date: string) =>
    open(home, (db) =>
      [...new ObservationStore(db).all()].filter((one) => one.observedAt.startsWith(date)).flatMap(hashesOf),
    );
  const findings = open(home, (db) => new CaseStore(db).all().flatMap((one) => one.evidence));
  const first = of('2026-09-15').filter((hash) => !findings.includes(hash));
  expect(first.length).toBeGreaterThan(0);
  const at = await openHome({ home, at: '2026-10-02T20:00:00+08:00' });
  const pruned = open(home, (db) => prune(db, at));
  expect(pruned.removed).toBeGreaterThan(0);
  expect([...kept()]).toEqual(expect.arrayContaining([...of('2026-10-01'), ...of('2026-10-02'), ...findings]));
  expect(verify(home)).toMatchObject({ damaged: [], missing: [], broken: [] });
  expect(open(home, (db) => prune(db, at)).removed).toBe(0);
});

test('what a killed process left unfinished among the evidence is cleared away', async () => {
  const { home, night } = await littleOffice({ wechat: 1 });
  await night('2026-09-15T18:00:00+08:00');
  const folder = new EvidenceFolder(join(home, 'data'));
  const unfinished = `${folder.fileOf(folder.keep(Buffer.from('handed in')))}.1.part`;
  writeFileSync(unfinished, 'half');
  const at = await openHome({ home, at: '2026-09-15T20:00:00+08:00' });
  open(home, (db) => prune(db, at));
  expect(existsSync(unfinished)).toBe(false);
});
