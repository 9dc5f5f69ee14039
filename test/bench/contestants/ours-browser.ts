/** Our collector opens pages in the night's browser, each in a context of its own, and reads the answer that the page asks for. */
import { z } from 'zod';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { night, type Task } from './ours-night.ts';
// @ts-expect-error the contestants share plain JavaScript
import { measured, task } from './task.mjs';

const answer = z.array(z.object({ id: z.string(), at: z.string(), title: z.string() }));

await measured(() => night(task as Task, look));

async function look(host: string, handle: string, world: World): Promise<Sighting> {
  const page = await world.browser.visit({
    url: `https://${host}/live/${handle}`,
    capture: (url) => url.includes('/posts/'),
    done: (captured) => captured.length > 0,
  });
  if (!page.opened) return nothingSeen(page.outcome, page.detail);
  const [asked] = page.captured;
  if (asked === undefined) return nothingSeen('layout-changed', 'the page asked for nothing', page.status);
  const posts = answer.parse(JSON.parse(asked.text)).map(({ id, at, title }) => ({
    at: Temporal.Instant.from(at),
    precision: 'second' as const,
    url: `https://${host}/p/${id}`,
    title,
  }));
  return {
    outcome: 'ok',
    detail: '',
    httpStatus: page.status,
    coverage: 'complete',
    listIsWhole: true,
    posts,
    evidence: [asked.proof(posts[0]?.at.toString())],
  };
}
