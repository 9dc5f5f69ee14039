/** Our collector reads pages: lanes, evidence, merge, observations in SQLite, HTML read in a worker. */
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { night, type Task } from './ours-night.ts';
// @ts-expect-error the contestants share plain JavaScript
import { measured, task } from './task.mjs';

await measured(() => night(task as Task, look));

async function look(host: string, handle: string, world: World): Promise<Sighting> {
  const got = await world.http.ask({ url: `https://${host}/a/${handle}` });
  if (!got.answered) return nothingSeen(got.outcome, got.detail, got.status);
  if (got.status === 429) return nothingSeen('throttled', '请求太频繁', 429);
  if (got.status !== 200) return nothingSeen('upstream-error', `HTTP ${got.status}`, got.status);
  const list = await world.html.select(got.text, {
    rows: 'li.post',
    fields: { at: 'time@datetime', url: 'a@href', title: 'a' },
  });
  if (!list.read) return nothingSeen('layout-changed', list.detail, got.status);
  const posts = list.rows.flatMap(({ at, url, title }) =>
    at
      ? [
          {
            at: Temporal.Instant.fromEpochMilliseconds(Date.parse(at)),
            precision: 'second' as const,
            url: url ? `https://${host}${url}` : null,
            title: title ?? null,
          },
        ]
      : [],
  );
  return {
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: true,
    posts,
    evidence: [got.proof(list.rows[1]?.at)],
  };
}
