/** What one platform brings to the lying night. Its file in `platforms/` is found by listing, under the adapter's name. */
import type { ReplicaAccount, ReplicaWorld } from '../../replica/world.ts';

export type Lie =
  /** 200 with nothing in it */
  | 'empty'
  /** a list without entries; a store's own way of saying “no such app” */
  | 'empty-list'
  /** what was true some posts ago */
  | 'old'
  /** the answer about somebody else */
  | 'other-account'
  /** the first half of the answer */
  | 'half'
  /** 200 with a gateway's page for people */
  | 'error-page';

export const ALL_LIES: readonly Lie[] = ['empty', 'empty-list', 'old', 'other-account', 'half', 'error-page'];
export const allBut = (...told: readonly Lie[]): readonly Lie[] => ALL_LIES.filter((lie) => !told.includes(lie));

/**
 * Where a lie is told, each place one of its own. A lie that is missing from `lies` is one that nobody can tell from the
 * truth in one night, because it is the platform's own word; the reason stands beside it.
 */
export interface Place {
  /** may begin with `*.` */
  readonly host: string;
  readonly path?: string;
  readonly lies: readonly Lie[];
  /**
   * A visitor and a lent login ask the same interface. Where it leaves out the same posts for both, one bears out the other,
   * so in the whole chain it tells no old answer; each of the two hears such answers where it is asked alone.
   */
  readonly isAskedTwice?: true;
}

/** What is true of every account of the night, whatever its platform. */
export type Common = Pick<ReplicaAccount, 'name' | 'subject' | 'posts' | 'interaction' | 'earlierPosts' | 'state'>;

export interface Question {
  readonly path: string;
  /** makes it a POST */
  readonly form?: string;
}

export interface Played {
  readonly accounts: number;
  /** `platforms.<id>` of the settings; it names every kind of source that asks anything */
  readonly settings: { readonly sources: readonly { readonly kind: string; readonly [option: string]: unknown }[] };
  /** kinds that ask nobody */
  readonly asksNothing?: readonly string[];
  readonly bridges?: ReplicaWorld['bridges'];
  logins?(accounts: readonly ReplicaAccount[]): ReplicaWorld['logins'];
  secret?(name: string): string | undefined;
  readonly places: readonly Place[];
  /** state of the first account of each small world, as whom others are answered */
  readonly strangerIs?: ReplicaAccount['state'];
  play(number: number, common: Common): ReplicaAccount;
  /** what the scripts of a page ask for, which came whole */
  pageAsks?(html: string): readonly Question[];
}
