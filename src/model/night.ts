import type { Account, Registry } from './account.ts';
import type { CaseChanges } from './case.ts';
import type { Judgement, UnitSummary } from './finding.ts';
import type { Outcome } from './outcome.ts';

/** How one source did in one run. */
export interface SourceHealth {
  /** `weibo.mobile`, `wechat.wechat2rss:main` */
  readonly source: string;
  readonly platform: string;
  readonly asked: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly canary: 'alive' | 'failed' | 'none';
  /** for people, Chinese; null where all is well */
  readonly trouble: string | null;
}

/** The newest believed publication of an account. */
export interface LastUpdate {
  /** ISO 8601 with offset */
  readonly at: string;
  readonly precision: 'second' | 'minute' | 'day';
  readonly bound: 'exact' | 'lower';
  readonly url: string | null;
}

/** What is known of one account, for lists, mails and reports. */
export interface AccountNight {
  readonly account: Account;
  /** null: no dated post was ever seen */
  readonly lastUpdate: LastUpdate | null;
  /** the platform's own words or flag say that nothing was ever published */
  readonly neverPosted: boolean;
  /** calendar days between the last update and the monitoring point; null where there is no date */
  readonly days: number | null;
  /** what a person opens to see for themselves */
  readonly page: string | null;
}

/** Everything that a mail or a page says about one night. */
export interface NightView {
  readonly runId: number;
  /** the calendar date to which the run belongs, YYYY-MM-DD */
  readonly date: string;
  /** the monitoring point (监测时间点), ISO 8601 with offset */
  readonly at: string;
  readonly zone: string;
  readonly registry: Registry;
  readonly accounts: ReadonlyMap<string, AccountNight>;
  readonly judgement: Judgement;
  readonly changes: CaseChanges;
  readonly sources: readonly SourceHealth[];
  /** by platform id, as the notices print it: 微信公众号; a platform that is missing is called by its id */
  readonly platformTitles?: ReadonlyMap<string, string>;
  /** earlier nights, oldest first, for the picture of the last weeks */
  readonly earlier?: readonly { readonly date: string; readonly units: readonly UnitSummary[] }[];
  /** address of the supervisor's page without a slash at the end; null where none is set */
  readonly baseUrl?: string | null;
  /** sentences about the run itself that a supervisor must know (a run that was missed, accounts left for tomorrow) */
  readonly remarks: readonly string[];
}
