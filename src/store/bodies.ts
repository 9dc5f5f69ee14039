import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Body } from '../model/evidence.ts';
import type { Db } from './database.ts';

/** A pack takes no further body beyond this, so that reading one body unpacks little; a larger one has a pack to itself. */
const PACK_BYTES = 1024 * 1024;

export interface Pack {
  readonly id: number;
  /** machine's clock, epoch milliseconds */
  readonly writtenMs: number;
  /** compressed */
  readonly size: number;
  readonly bodies: readonly Placed[];
}
interface Placed {
  readonly hash: string;
  /** where it begins in the unpacked pack, and how long it is; bytes */
  readonly start: number;
  readonly length: number;
}

interface PlacedRow {
  readonly hash: Buffer;
  readonly pack_id: number;
  readonly start: number;
  readonly length: number;
  readonly size: number;
  readonly written_at_ms: number;
}

/**
 * Received answers in the database, so that one transaction stores an observation with all that it rests on, and a backup
 * holds both. Answers of a night are many and small and much alike: packed together they take less time and less room
 * than as files (docs/decisions/0009).
 */
export class BodyStore {
  readonly #has;
  readonly #find;
  readonly #packed;
  readonly #addPack;
  readonly #addBody;
  readonly #repack;
  readonly #removePack;
  readonly #removeBody;
  readonly #placed;

  constructor(db: Db) {
    this.#has = db.prepare<[Buffer], number>('SELECT 1 FROM body WHERE hash = ?').pluck();
    this.#find = db.prepare<[Buffer], { packed: Buffer; start: number; length: number }>(
      'SELECT packed, start, length FROM body JOIN body_pack ON body_pack.id = pack_id WHERE hash = ?',
    );
    this.#packed = db.prepare<[number], Buffer>('SELECT packed FROM body_pack WHERE id = ?').pluck();
    this.#addPack = db.prepare<[Buffer, number]>('INSERT INTO body_pack (packed, written_at_ms) VALUES (?, ?)');
    this.#addBody = db.prepare<[Buffer, number | bigint, number, number]>(
      'INSERT OR REPLACE INTO body (hash, pack_id, start, length) VALUES (?, ?, ?, ?)',
    );
    this.#repack = db.prepare<[Buffer, number]>('UPDATE body_pack SET packed = ? WHERE id = ?');
    this.#removePack = db.prepare<[number]>('DELETE FROM body_pack WHERE id = ?');
    this.#removeBody = db.prepare<[Buffer]>('DELETE FROM body WHERE hash = ?');
    this.#placed = db.prepare<[], PlacedRow>(
      `SELECT hash, pack_id, start, length, length(packed) AS size, written_at_ms
       FROM body JOIN body_pack ON body_pack.id = pack_id ORDER BY pack_id, start`,
    );
  }

  has(hash: string): boolean {
    return this.#has.get(keyOf(hash)) !== undefined;
  }

  /** Stores those that are not there yet, in the caller's transaction. */
  add(bodies: readonly Body[]): void {
    for (const group of groups(bodies.filter(({ hash }) => !this.has(hash)))) {
      const { lastInsertRowid: id } = this.#addPack.run(compress(group.map(({ bytes }) => bytes)), Date.now());
      this.#place(group, id);
    }
  }

  /**
   * @returns the body, or null where it was pruned or never kept
   * @throws where the pack is damaged
   */
  read(hash: string): Buffer | null {
    const found = this.#find.get(keyOf(hash));
    return found === undefined ? null : cut(zstdDecompressSync(found.packed), found);
  }

  /** All packs with what lies in them, the oldest first; nothing may be written before the last was read. */
  *packs(): Generator<Pack> {
    let rows: PlacedRow[] = [];
    for (const row of this.#placed.iterate()) {
      if (rows[0] !== undefined && rows[0].pack_id !== row.pack_id) {
        yield packOf(rows);
        rows = [];
      }
      rows.push(row);
    }
    if (rows.length > 0) yield packOf(rows);
  }

  /**
   * The bodies of a pack, as they lie in it.
   * @throws where the pack is damaged or gone
   */
  open(pack: Pack): Body[] {
    const packed = this.#packed.get(pack.id);
    if (packed === undefined) throw new Error(`pack ${pack.id} is gone`);
    const all = zstdDecompressSync(packed);
    return pack.bodies.map((placed) => ({ hash: placed.hash, bytes: cut(all, placed) }));
  }

  /**
   * Removes all of a pack but some, in the caller's transaction.
   *
   * @returns bytes that became free
   * @throws where the pack is damaged and something of it is to stay
   */
  keepOnly(pack: Pack, hashes: ReadonlySet<string>): number {
    const kept = pack.bodies.some(({ hash }) => hashes.has(hash))
      ? this.open(pack).filter(({ hash }) => hashes.has(hash))
      : [];
    for (const { hash } of pack.bodies) if (!hashes.has(hash)) this.#removeBody.run(keyOf(hash));
    if (kept.length === 0) {
      this.#removePack.run(pack.id);
      return pack.size;
    }
    const packed = compress(kept.map(({ bytes }) => bytes));
    this.#repack.run(packed, pack.id);
    this.#place(kept, pack.id);
    return pack.size - packed.length;
  }

  #place(bodies: readonly Body[], packId: number | bigint): void {
    let start = 0;
    for (const { hash, bytes } of bodies) {
      this.#addBody.run(keyOf(hash), packId, start, bytes.length);
      start += bytes.length;
    }
  }
}

/** @param rows all of one pack, at least one */
function packOf(rows: readonly PlacedRow[]): Pack {
  const [{ pack_id: id, size, written_at_ms: writtenMs }] = rows as [PlacedRow];
  const bodies = rows.map(({ hash, start, length }) => ({ hash: `sha256:${hash.toString('hex')}`, start, length }));
  return { id, size, writtenMs, bodies };
}

function keyOf(hash: string): Buffer {
  return Buffer.from(hash.slice('sha256:'.length), 'hex');
}

function compress(parts: readonly Uint8Array[]): Buffer {
  const all = Buffer.concat(parts);
  // told the size, zstd sets up tables for it instead of for megabytes
  return zstdCompressSync(all, { pledgedSrcSize: all.length });
}

function cut(all: Buffer, { start, length }: { readonly start: number; readonly length: number }): Buffer {
  return all.subarray(start, start + length);
}

function* groups(bodies: readonly Body[]): Generator<Body[]> {
  let group: Body[] = [];
  let size = 0;
  for (const body of bodies) {
    if (group.length > 0 && size + body.bytes.length > PACK_BYTES) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(body);
    size += body.bytes.length;
  }
  if (group.length > 0) yield group;
}
