/** What one source showed of all accounts in one night. */
export interface Turnout {
  readonly source: string;
  /** accounts about which it answered */
  readonly answered: number;
  /** of these, with any believable post */
  readonly shown: number;
  /** of these, with a post of the 24 hours before the look */
  readonly fresh: number;
}

/** A turnout held against those of earlier nights. */
export interface HeldTurnout extends Turnout {
  /** for people, Chinese: why the source was down; null: nothing unusual */
  readonly why: string | null;
}
