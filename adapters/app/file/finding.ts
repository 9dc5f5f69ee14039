import type { Evidence } from '../../../src/model/evidence.ts';
import type { Artifact } from '../../../src/model/sighting.ts';

/** What is known of a package file, and how surely. */
export interface FileFinding {
  readonly artifact: Artifact;
  readonly reason: string | null;
  /** for people; empty where there is nothing to say */
  readonly detail: string;
  /** the package that the file itself names, where it is not the one that was asked for */
  readonly otherPackage?: string;
  readonly evidence: readonly Evidence[];
}
