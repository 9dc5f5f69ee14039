import { type PercentStyle, percent, percentUnits, pointsBetween } from '../model/percent.ts';
import type { PreviousQuarter } from './previous.ts';

/** Pass rates of one unit, or of all (`unit` null), against the previous quarter. */
export interface Comparison {
  readonly unit: string | null;
  readonly before: { readonly checked: number; readonly rate: string };
  readonly now: { readonly checked: number; readonly rate: string };
  /** percentage points between the printed rates, signed; null where a quarter checked nothing */
  readonly points: string | null;
}

/** The units of this quarter in their order, then all. A unit that the last quarter did not have stands with nothing checked. */
export function compare(
  units: readonly ({ readonly unit: string } & Counts)[],
  total: Counts,
  previous: PreviousQuarter,
  style: PercentStyle,
): Comparison[] {
  const before = new Map(previous.units.map((unit) => [unit.unit, unit]));
  const pair = (unit: string | null, then: Counts, now: Counts): Comparison => ({
    unit,
    before: { checked: then.checked, rate: rateOf(then, style) },
    now: { checked: now.checked, rate: rateOf(now, style) },
    points:
      then.checked === 0 || now.checked === 0
        ? null
        : pointsBetween(passed(then, style), passed(now, style), style.decimals),
  });
  const none: Counts = { checked: 0, failed: 0 };
  return [...units.map((row) => pair(row.unit, before.get(row.unit) ?? none, row)), pair(null, previous.total, total)];
}

interface Counts {
  readonly checked: number;
  readonly failed: number;
}
/** `—` where nothing was checked */
function rateOf(counts: Counts, style: PercentStyle): string {
  return counts.checked === 0 ? '—' : percent(counts.checked - counts.failed, counts.checked, style);
}

function passed(counts: Counts, style: PercentStyle): bigint {
  return percentUnits(counts.checked - counts.failed, counts.checked, style);
}
