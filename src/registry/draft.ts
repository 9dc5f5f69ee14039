import type { Source } from '../faults/source.ts';
import type { Fault } from '../model/fault.ts';

/** What one registry file says, before anything in it was believed. */
export interface RegistryDraft {
  readonly units: readonly UnitDraft[];
  readonly faults: readonly Fault[];
}

export interface UnitDraft {
  readonly name: string;
  readonly contacts: readonly string[];
  /** each with its own places, so that a fault names the line of the account */
  readonly accounts: readonly Source[];
}
