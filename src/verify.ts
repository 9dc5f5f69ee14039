import { BodyStore, type Pack } from './store/bodies.ts';
import { Chain } from './store/chain.ts';
import type { Db } from './store/database.ts';
import { evidenceUse } from './store/evidence-use.ts';
import { EvidenceFolder, hashOf } from './world/evidence.ts';

export interface VerifyReport {
  readonly bodies: number;
  /** bodies whose content is not what their name says */
  readonly damaged: readonly string[];
  /** bodies that must be there (of findings, changes, present facts) and are not */
  readonly missing: readonly string[];
  readonly links: number;
  /** calendar dates of the runs whose link of the chain does not hold */
  readonly broken: readonly string[];
  /** hash of the newest link; whoever wrote it down earlier can compare; null where there is none */
  readonly head: string | null;
}

/** Makes all hashes again: of every body that is kept, and of the chain that binds each night to the one before. */
export function verifyEvidence(db: Db, dataDir: string, zone: string): VerifyReport {
  const folder = new EvidenceFolder(dataDir);
  const bodies = new BodyStore(db);
  const chain = new Chain(db);
  const links = chain.links();
  const damaged: string[] = [];
  const there = new Set<string>();
  for (const pack of bodies.packs()) {
    for (const { hash } of pack.bodies) there.add(hash);
    damaged.push(...damagedIn(pack, bodies));
  }
  for (const { hash } of folder.all()) {
    there.add(hash);
    if (folder.check(hash) !== 'whole') damaged.push(hash);
  }
  const missing = [...evidenceUse(db, zone).forGood].filter((hash) => !there.has(hash));
  return {
    bodies: there.size,
    damaged,
    missing: missing.sort(),
    links: links.length,
    broken: chain.broken().map((link) => link.businessDate),
    head: links.at(-1)?.hash ?? null,
  };
}

function damagedIn(pack: Pack, bodies: BodyStore): string[] {
  try {
    return bodies.open(pack).flatMap(({ hash, bytes }) => (hashOf(bytes) === hash ? [] : [hash]));
  } catch {
    return pack.bodies.map(({ hash }) => hash);
  }
}
