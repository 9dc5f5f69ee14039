import type { Mark } from '../model/rule.ts';

/**
 * Whether a mark that one look can get wrong is borne out: by a person, by enough nights, or by a second source.
 * A place that asks for more nights than two wants nights, and a second source does not replace them.
 */
export function isConfirmed(mark: Mark<unknown>, nights: number): boolean {
  return mark.byPerson || mark.nights >= nights || (nights <= 2 && (mark.by?.length ?? 0) >= 2);
}

export function confirmationReason(nights: number): string {
  return `只见一次，须再有一夜（相隔六小时以上、不在同一天）印证${nights > 2 ? `，共 ${nights} 夜` : ''}，或由人工核实`;
}
