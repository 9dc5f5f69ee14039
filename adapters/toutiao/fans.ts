import { FansAnswer } from './schema.ts';

/** The number of followers as /api/pc/user/fans_stat tells it; null where the answer is of another shape. */
export function parseFans(text: string): number | null {
  try {
    const answer = FansAnswer.safeParse(JSON.parse(text));
    return answer.success ? answer.data.data.fans : null;
  } catch {
    return null;
  }
}
