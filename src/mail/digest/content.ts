import type { NightView } from '../../model/night.ts';

/** What a section says, apart from how it is drawn: the HTML and the plain text are made from the same content. */
export interface Content {
  /** the colour of the heading's mark */
  readonly tone: 'alarm' | 'good' | 'caution' | 'plain';
  /** a sentence under the heading */
  readonly intro?: string;
  readonly groups: readonly Group[];
  readonly bars?: readonly Bar[];
}

export interface Group {
  /** a unit, a reason; null where the list needs none */
  readonly heading: string | null;
  readonly lines: readonly AccountLine[];
  /** plain sentences instead of accounts */
  readonly sentences?: readonly string[];
}

/** One account in one line. */
export interface AccountLine {
  readonly accountId: string;
  readonly name: string;
  /** the page to see for oneself; http or https */
  readonly link: string | null;
  /** platform, unit, owner */
  readonly about: readonly string[];
  /** problems in the official wording; always empty where the account could not be read */
  readonly problems: readonly string[];
  /** `2020年8月19日`, 无动态信息; null where it says nothing here */
  readonly updated: string | null;
  readonly days: number | null;
  /** deadline, reason, what mended it */
  readonly remarks: readonly string[];
  /** short forms of the hashes of the evidence */
  readonly proofs: readonly string[];
  /** the account on the supervisor's page, with its evidence; null where no page is set up */
  readonly details: string | null;
}

/** A row of the small picture: one unit, one bar a night, oldest first. */
export interface Bar {
  readonly label: string;
  readonly values: readonly number[];
  readonly now: string;
}

/** One file under `mail/sections/` exports one as default. */
export interface Section {
  /** sections follow each other by this number */
  readonly order: number;
  readonly title: string;
  /** null: there is nothing to say */
  render(view: NightView): Content | null;
}

/** A whole mail, before it is drawn. */
export interface Page {
  readonly title: string;
  readonly subtitle: string;
  readonly numbers: readonly { readonly label: string; readonly value: string; readonly alarm?: boolean }[];
  readonly lead: string | null;
  readonly blocks: readonly { readonly title: string; readonly content: Content }[];
  readonly footer: readonly string[];
}
