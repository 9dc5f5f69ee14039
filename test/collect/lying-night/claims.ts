/** What an observation claims that is not true, in words. Sources may be silent about anything. */
import type { Observation } from '../../../src/model/observation.ts';
import type { ReplicaAccount } from '../../replica/world.ts';
import type { Liar } from './liars.ts';

const MINUTE_MS = 60_000;

export function falseClaims(seen: Observation, liar: Liar): string[] {
  const { plays } = liar;
  return [
    ...ofDates(seen, plays),
    ...ofState(seen, plays),
    ...ofAbsence(seen, plays),
    ...ofInteraction(seen, plays),
    ...ofStores(seen, liar),
  ];
}

const timesOf = ({ posts }: ReplicaAccount) => posts.map((post) => Date.parse(post.at));

function ofDates(seen: Observation, plays: ReplicaAccount): string[] {
  const truth = timesOf(plays);
  const days = new Set(plays.posts.map((post) => post.at.slice(0, 10)));
  const dates = [...(seen.lastPost ? [seen.lastPost] : []), ...(seen.posts ?? [])];
  return dates.flatMap(({ at, precision }) => {
    if (precision === 'day') return days.has(at.slice(0, 10)) ? [] : [`a day that is no post's: ${at}`];
    const isOne = truth.some((ms) => Math.abs(ms - Date.parse(at)) < MINUTE_MS);
    return isOne ? [] : [`a date that is no post's: ${at}`];
  });
}

function ofState(seen: Observation, plays: ReplicaAccount): string[] {
  const claims: string[] = [];
  const state = plays.state === 'muted' ? 'restricted' : String(plays.state ?? 'normal');
  if (!['normal', 'unknown', state].includes(seen.status)) claims.push(`status ${seen.status}`);
  if (seen.displayName !== null && seen.displayName !== plays.name) claims.push(`name ${seen.displayName}`);
  const { kind, label } = seen.subject;
  if (label !== null && label !== plays.subject?.label) claims.push(`subject ${label}`);
  if (kind !== 'government' && kind !== 'unknown' && kind !== 'unverified') claims.push(`subject of kind ${kind}`);
  const count = plays.posts.length + (plays.earlierPosts ?? 0);
  if (seen.postCount !== null && seen.postCount !== count) claims.push(`${seen.postCount} works, not ${count}`);
  return claims;
}

function ofAbsence(seen: Observation, plays: ReplicaAccount): string[] {
  const newestMs = Math.max(...timesOf(plays));
  const isNewest = seen.lastPost !== null && Math.abs(Date.parse(seen.lastPost.at) - newestMs) < MINUTE_MS;
  return [
    ...(seen.neverPosted ? ['never posted'] : []),
    ...(seen.canAssertNoUpdate && !isNewest ? ['asserts that there is nothing newer'] : []),
  ];
}

function ofInteraction(seen: Observation, plays: ReplicaAccount): string[] {
  const truth = plays.interaction ?? {};
  return Object.entries(seen.interaction).flatMap(([kind, said]) => {
    const isThere = truth[kind as keyof typeof truth] ?? true;
    return said === 'unknown' || (said === 'yes') === isThere ? [] : [`${kind}: ${said}`];
  });
}

function ofStores(seen: Observation, { plays, lies }: Liar): string[] {
  if (plays.platform !== 'app') return [];
  const versions = new Set(plays.posts.map((post) => post.title));
  const files = lies.filter(({ host = '' }) => /dd\.qq|market\.xiaomi|\.vivo/.test(host));
  // the file that was handed out does name another package, and a page does stand in its place
  const saysOther = files.some(({ kind }) => kind === 'other-account');
  return (seen.app?.stores ?? []).flatMap((line) => {
    const claims: string[] = [];
    const isOther = line.listing === 'package-mismatch' && line.artifact === 'indeterminate' && saysOther;
    if (line.listing !== 'listed' && line.listing !== 'indeterminate' && !isOther) claims.push(line.listing);
    if (line.version !== null && !versions.has(line.version)) claims.push(`version ${line.version}`);
    if (line.developer !== null && line.developer !== plays.developer) claims.push(`developer ${line.developer}`);
    if (line.artifact === 'suspect' && files.length === 0) claims.push('a suspect file');
    return claims.map((claim) => `${line.store}: ${claim}`);
  });
}
