import { type PercentStyle, percentUnits } from '../model/percent.ts';
import { type Cell, textOf } from './table-columns.ts';

/** A percentage as it stands in a cell, counted in units of its last place: 94.8% is 948 with one place. */
export interface PrintedShare {
  readonly units: bigint;
  readonly decimals: PercentStyle['decimals'];
  /** `100%` and `0` are written without places; they have those of their column */
  readonly whole: boolean;
}

/** `94.8%`, `约64.6%`, `0`, `100%`, or a cell with the number 0.948; null for what is no percentage with at most two places. */
export function printedShare(cell: Cell): PrintedShare | null {
  if (typeof cell === 'number') return sharePrinted(`${Number((cell * 100).toPrecision(12))}%`) ?? rounded(cell);
  const text = textOf(cell).replace('％', '%');
  return sharePrinted(text === '0' ? '0%' : text);
}

function sharePrinted(text: string): PrintedShare | null {
  const found = /^约?(\d+)(?:\.(\d{1,2}))?%$/.exec(text);
  if (found === null) return null;
  const [whole, places] = [found[1] ?? '0', found[2] ?? ''];
  const isWhole = places === '' && (whole === '100' || whole === '0');
  return { units: BigInt(whole + places), decimals: places.length as PercentStyle['decimals'], whole: isWhole };
}

/** a number cell with more places than a notice prints, such as 0.0608108 */
function rounded(value: number): PrintedShare | null {
  if (!Number.isFinite(value) || value < 0) return null;
  return { units: BigInt(Math.round(value * 10_000)), decimals: 2, whole: false };
}

/** The same share with the places of its column, where it is written without. */
export function withPlaces(share: PrintedShare, decimals: PercentStyle['decimals']): PrintedShare {
  if (!share.whole) return share;
  return { ...share, units: share.units * 10n ** BigInt(decimals), decimals };
}

/** Whether any whole number of `d` is printed so. */
export function isReachable(share: PrintedShare, d: number, rounding: PercentStyle['rounding']): boolean {
  const style: PercentStyle = { decimals: share.decimals, rounding };
  const about = Math.round((Number(share.units) * d) / (100 * 10 ** share.decimals));
  return [about - 1, about, about + 1].some((n) => n >= 0 && n <= d && percentUnits(n, d, style) === share.units);
}
