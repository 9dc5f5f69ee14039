import type { InteractionKind, YesNo } from './sighting.ts';

export const FILED_STATES = ['running', 'closed', 'cancelled'] as const;
/** as filed in the registry: 运行, 关停, 注销 */
export type FiledState = (typeof FILED_STATES)[number];
export const ACCOUNT_KINDS = ['publishing', 'service'] as const;
/** 发布类, 服务类 */
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What a person checked by hand. Counts from `on` to the end of `until` in the program's zone. */
export interface Confirmation {
  readonly interaction?: { readonly [K in InteractionKind]?: YesNo };
  /** the date of the last update as a person saw it; `never`: the person saw that nothing was ever published */
  readonly lastPost?: string;
  readonly status?: string;
  readonly subject?: string;
  readonly on: string;
  readonly by: string;
  readonly until: string;
  readonly screenshot?: string;
}

/** One row of the registry (台账). */
export interface Account {
  readonly id: string;
  /** as filed */
  readonly name: string;
  readonly platform: string;
  /** 单位: the unit under which reports list it */
  readonly unit: string;
  /** 主办单位 */
  readonly owner: string;
  readonly state: FiledState;
  /** calendar date, YYYY-MM-DD */
  readonly closedOn: string | null;
  readonly kind: AccountKind;
  /** the platform's own permanent keys, checked by the adapter's `handle` schema */
  readonly handle: unknown;
  readonly confirmed: readonly Confirmation[];
  /** former or other names of the owner, with the dates between which they hold (reforms rename offices) */
  readonly ownerAliases: readonly { readonly name: string; readonly from?: string; readonly until?: string }[];
}

/** 单位, in the order in which reports list them */
export interface Unit {
  readonly name: string;
  readonly contacts: readonly string[];
}

/** The whole registry, in file order. */
export interface Registry {
  readonly units: readonly Unit[];
  readonly accounts: readonly Account[];
}
