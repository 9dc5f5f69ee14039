import { z } from 'zod';
import type { Subject, SubjectKind } from '../../src/model/sighting.ts';

/** Ids come as numbers and as texts; as texts they are safe. */
const Id = z.union([z.string(), z.number().transform(String)]);

/** What is needed of a user in `userInfo` (m.weibo.cn) and `user` (weibo.com/ajax). */
export const User = z.object({
  id: Id,
  screen_name: z.string().min(1),
  statuses_count: z.number().int().nonnegative().optional(),
  verified: z.boolean().optional(),
  verified_type: z.number().int().optional(),
  verified_reason: z.string().optional(),
  toolbar_menus: z.array(z.looseObject({ name: z.string().optional(), scheme: z.string().optional() })).optional(),
});
export type User = z.infer<typeof User>;

/** What is needed of a post; everything may be missing in one that was deleted. */
export const Mblog = z.looseObject({
  id: Id.optional(),
  mid: Id.optional(),
  bid: z.string().optional(),
  mblogid: z.string().optional(),
  created_at: z.string().optional(),
  text: z.string().optional(),
  text_raw: z.string().optional(),
  deleted: z.union([z.string(), z.number(), z.boolean()]).optional(),
  state: z.number().optional(),
  isAd: z.union([z.number(), z.boolean()]).optional(),
  isTop: z.union([z.number(), z.boolean()]).optional(),
  mblogtype: z.number().optional(),
  title: z.looseObject({ text: z.string().optional() }).nullish(),
  user: z.looseObject({ id: Id }).nullish(),
  comments_count: z.number().optional(),
});
export type Mblog = z.infer<typeof Mblog>;

/**
 * `verified_type`: -1 none, 0 person (yellow V), 1 government, 2 enterprise, 3 media, 4 campus, 5 website, 6 application,
 * 7 organisation, 8 enterprise whose certification is pending, 200 and 220 person (达人), 400 deceased person. Several
 * independent tables agree. 10 has no attested meaning.
 */
const SUBJECTS: ReadonlyMap<number, SubjectKind> = new Map([
  [-1, 'unverified'],
  [0, 'personal'],
  [1, 'government'],
  [2, 'enterprise'],
  [3, 'media'],
  [4, 'organisation'],
  [5, 'organisation'],
  [6, 'organisation'],
  [7, 'organisation'],
  [8, 'enterprise'],
  [200, 'personal'],
  [220, 'personal'],
  [400, 'personal'],
]);

export function subjectOf(user: User): Subject {
  const label = user.verified_reason?.trim() || null;
  if (user.verified === false || user.verified_type === -1) return { kind: 'unverified', label, strength: 'strong' };
  if (user.verified_type === undefined) return { kind: 'unknown', label };
  return { kind: SUBJECTS.get(user.verified_type) ?? 'unknown', label, strength: 'strong' };
}
