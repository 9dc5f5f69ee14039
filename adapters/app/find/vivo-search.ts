import { z } from 'zod';
import type { Finder } from '../../../src/model/adapter.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { World } from '../../../src/model/world.ts';
import { refusal } from '../ask.ts';
import { type AppHandle, isAskedIn } from '../handle.ts';
import { jsonIn, notUnderstood } from '../reading.ts';

const STORE = 'vivo 应用商店';

const Found = z.object({
  data: z.object({
    appSearchResponse: z.object({
      result: z.boolean(),
      value: z.array(
        z.object({ id: z.coerce.string(), package_name: z.string(), title_zh: z.string().nullish().catch(null) }),
      ),
    }),
  }),
});

/** The search, as far as it was understood: every hit with its package and the store's own number. */
type Hits =
  | {
      readonly read: true;
      readonly hits: readonly { readonly package: string; readonly id: string; readonly name: string }[];
    }
  | { readonly read: false; readonly outcome: Exclude<Outcome, 'ok'>; readonly detail: string };

/** `{code:0,data:{appSearchResponse:{result,value:[{id,title_zh,package_name}]}}}`; `result:false` with no value: none */
export function parseSearchList(text: string): Hits {
  const found = Found.safeParse(jsonIn(text));
  if (!found.success) return { read: false, ...notUnderstood(text, STORE, 'json') };
  const { value } = found.data.data.appSearchResponse;
  return {
    read: true,
    hits: value.map((hit) => ({ package: hit.package_name, id: hit.id, name: hit.title_zh ?? '' })),
  };
}

/** The search of the pages for phones (munzzyy/tern, 2026-09). */
async function searchList(words: string, world: World): Promise<Hits> {
  const query = `app_version=2100&page_index=1&apps_per_page=20&target=local&cfrom=2&key=${encodeURIComponent(words)}`;
  const url = `https://h5-api.appstore.vivo.com.cn/h5appstore/search/result-list?${query}`;
  const answer = await world.http.ask({ url });
  if (!answer.answered) return { read: false, outcome: answer.outcome, detail: answer.detail };
  return answer.status === 200 ? parseSearchList(answer.text) : { read: false, ...refusal(answer.status, STORE) };
}

/**
 * Finds the store's own number of an app. Only the hit with the very package counts: others bear the same name. Not looked
 * for where the registry says that the app is offered in other stores only.
 */
export const vivoNumber: Finder<AppHandle> = {
  lacks: (handle) => handle.vivoId === undefined && handle.package !== undefined && isAskedIn('vivo', handle),
  async search({ name, handle }, world) {
    const found = await searchList(handle.name ?? name, world);
    if (!found.read) return { searched: false, outcome: found.outcome, detail: found.detail };
    const candidates = found.hits
      .filter((hit) => hit.package === handle.package)
      .map((hit) => ({ keys: { vivoId: hit.id }, name: hit.name }));
    return { searched: true, candidates };
  },
};
