import { z } from 'zod';
import type { Finder } from '../../../src/model/adapter.ts';
import { refusal } from '../ask.ts';
import { type AppHandle, isAskedIn } from '../handle.ts';
import { jsonIn } from '../reading.ts';

const STORE = 'vivo 应用商店';

const SearchAnswer = z.object({
  code: z.literal(0),
  data: z.object({
    appSearchResponse: z.object({
      value: z.array(
        z.object({ id: z.coerce.number().int().positive(), title_zh: z.string(), package_name: z.string() }),
      ),
    }),
  }),
});

/** The store's own number of an app, by its name and its package: an app of the same name and another package is none. */
export const vivoNumber: Finder<AppHandle> = {
  lacks: (handle) => handle.package !== undefined && handle.vivoId === undefined && isAskedIn('vivo', handle),
  async search({ name, handle }, world) {
    const query = new URLSearchParams({
      app_version: '2100',
      page_index: '1',
      apps_per_page: '20',
      target: 'local',
      cfrom: '2',
      key: name,
    });
    const url = `https://h5-api.appstore.vivo.com.cn/h5appstore/search/result-list?${query}`;
    const answer = await world.http.ask({ url });
    if (!answer.answered) return { searched: false, outcome: answer.outcome, detail: `${STORE}：${answer.detail}` };
    if (answer.status !== 200) {
      const { outcome, detail } = refusal(answer.status, STORE);
      return { searched: false, outcome, detail };
    }
    const found = SearchAnswer.safeParse(jsonIn(answer.text));
    if (!found.success) {
      return { searched: false, outcome: 'layout-changed', detail: `${STORE}的搜索结果格式不认识` };
    }
    const same = found.data.data.appSearchResponse.value.filter((one) => one.package_name === handle.package);
    return {
      searched: true,
      candidates: same.map((one) => ({ name: one.title_zh, keys: { vivoId: String(one.id) } })),
    };
  },
};
