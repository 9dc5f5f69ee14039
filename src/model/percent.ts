/** How a place prints percentages: digits after the decimal point, and what happens to the rest. */
export interface PercentStyle {
  readonly decimals: 0 | 1 | 2;
  readonly rounding: 'half-up' | 'truncate';
}

/** What most notices print: two places, half up. */
const DEFAULT_PERCENT_STYLE: PercentStyle = { decimals: 2, rounding: 'half-up' };

/**
 * `n` of `d` as notices print it: `6.08%`, `100%` for all and `0` for none (also where there is nothing to divide by).
 * Exact: binary floats would turn 0.285 into 0.28. What merely rounds to none or all keeps its places (`0.00%`), so that
 * it is not taken for the exact value.
 * @throws RangeError unless both are whole numbers and not negative
 */
export function percent(n: number, d: number, style: PercentStyle = DEFAULT_PERCENT_STYLE): string {
  const units = percentUnits(n, d, style);
  if (n === 0 || d === 0) return '0';
  if (n === d) return '100%';
  return `${decimalText(units, style.decimals)}%`;
}

/** The same number counted in units of its last printed place: 6.08% with two places is 608n. */
export function percentUnits(n: number, d: number, style: PercentStyle = DEFAULT_PERCENT_STYLE): bigint {
  for (const count of [n, d]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  }
  if (d === 0) return 0n;
  const scaled = BigInt(n) * 100n * 10n ** BigInt(style.decimals);
  const divisor = BigInt(d);
  return style.rounding === 'truncate' ? scaled / divisor : (2n * scaled + divisor) / (2n * divisor);
}

/**
 * The difference of two printed percentages in percentage points (百分点), `-0.52` with two places. It is taken between
 * the printed values, so that a reader who subtracts them gets the same.
 */
export function pointsBetween(before: bigint, after: bigint, decimals: PercentStyle['decimals']): string {
  return decimalText(after - before, decimals);
}

function decimalText(units: bigint, decimals: PercentStyle['decimals']): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** `合格率 97.99%`; where nothing could be checked, no rate can be told. */
export function passRateWords({ checked, passRate }: { readonly checked: number; readonly passRate: string }): string {
  return checked === 0 ? '没有能检查的账号' : `合格率 ${passRate}`;
}
