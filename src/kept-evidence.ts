import { BodyStore } from './store/bodies.ts';
import type { Db } from './store/database.ts';
import { EvidenceFolder } from './world/evidence.ts';

/**
 * Everything that is kept, to be read: answers in the database; pictures, what people handed in, and the answers of
 * earlier versions of the program in the folder.
 */
export class KeptEvidence {
  readonly #bodies: BodyStore;
  readonly #folder: EvidenceFolder;

  constructor(db: Db, dataDir: string) {
    this.#bodies = new BodyStore(db);
    this.#folder = new EvidenceFolder(dataDir);
  }

  has(hash: string): boolean {
    return this.#bodies.has(hash) || this.#folder.has(hash);
  }

  /** @returns the body, or null where it was pruned or never kept */
  read(hash: string): Buffer | null {
    return this.#bodies.read(hash) ?? this.#folder.read(hash);
  }
}
