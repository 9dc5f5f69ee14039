/** Members of a finding's facts that change from night to night although the facts stay the same. */
const VOLATILE: ReadonlySet<string> = new Set(['days', 'precision', 'bound', 'reason', 'words', 'limitAt']);

/** One text for one state of affairs: what a dismissed finding is compared by. */
export function fingerprint(facts: unknown): string {
  return JSON.stringify(stable(facts));
}

function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([key]) => !VOLATILE.has(key));
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, stable(member)]));
}
