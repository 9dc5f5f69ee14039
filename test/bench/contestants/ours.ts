/** Our collector reads pages: lanes, evidence, merge, observations in SQLite, HTML read in a worker. */
import type { Source } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import { night, type Task } from './ours-night.ts';
// @ts-expect-error the contestants share plain JavaScript
import { measured, task } from './task.mjs';

await measured(() => night(task as Task, sourceOf));

function sourceOf(host: string): Source<string> {
  return {
    kind: 'page',
    title: host,
    order: 1,
    view: 'complete',
    standard: true,
    applies: () => true,
    look: async (handle, world): Promise<Sighting> => {
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
                at: Temporal.Instant.from(at),
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
    },
  };
}
