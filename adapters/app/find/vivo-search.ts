import { z } from 'zod';
import { refusal } from '../ask.ts';
import { jsonIn, notUnderstood } from '../reading.ts';
import { type Hits, numberByPackage } from './number-by-package.ts';

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
export const vivoNumber = numberByPackage('vivo', 'vivoId', async (words, world) => {
  const query = `app_version=2100&page_index=1&apps_per_page=20&target=local&cfrom=2&key=${encodeURIComponent(words)}`;
  const url = `https://h5-api.appstore.vivo.com.cn/h5appstore/search/result-list?${query}`;
  const answer = await world.http.ask({ url });
  if (!answer.answered) return { read: false, outcome: answer.outcome, detail: answer.detail };
  return answer.status === 200 ? parseSearchList(answer.text) : { read: false, ...refusal(answer.status, STORE) };
});
