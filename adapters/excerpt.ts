import { EXCERPT_LIMIT } from '../src/model/evidence.ts';

/**
 * The passage of an answer in which `mark` stands, as long as an excerpt may be, with a little before it.
 * The beginning of the answer where the mark is not in it.
 */
export function passageAt(text: string, mark: string): string {
  const at = mark === '' ? -1 : text.indexOf(mark);
  const before = Math.min(60, Math.max(0, EXCERPT_LIMIT - mark.length));
  const start = Math.max(0, at - before);
  return text.slice(start, start + EXCERPT_LIMIT);
}
