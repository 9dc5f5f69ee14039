/**
 * What is known of one calendar day of an account. What was proven outweighs what was not:
 * `.` nobody looked, `u` somebody looked and it could not be determined, `s` proven that nothing was published,
 * `p` something was published.
 */
export type DayMark = '.' | 'u' | 's' | 'p';

/** The days of an account up to its latest look, for calendars and heat maps; made again from observations at will. */
export interface AccountDays {
  /** days since 1970-01-01 in the program's zone of the first of `marks` */
  readonly firstDay: number;
  /** one DayMark a day */
  readonly marks: string;
  /** once true for ever; see FactState.publishesUnpushed */
  readonly publishesUnpushed: boolean;
}
