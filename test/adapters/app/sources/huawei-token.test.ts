import { describe, expect, it } from 'vitest';
import { APP, fixture } from '../fixture.ts';
import type { Question, Reply, Stores } from '../stores-server.ts';
import { addresses, HANDLE, lineOf, look, ownStores, server } from './stores.ts';

ownStores();

describe('the token of the pages of Huawei', () => {
  const TOKEN = 'web-drcn.hispace.dbankcloud.com/edge/webedge/getInterfaceCode';
  const DETAIL = 'web-drcn.hispace.dbankcloud.com/edge/uowap/index?method=internal.getTabDetail';
  const SEARCH = 'web-drcn.hispace.dbankcloud.com/edge/uowap/index?method=internal.completeSearchWord';
  const INFO = 'web-drcn.hispace.dbankcloud.com/edge/webedge/appinfo';
  const tokensAsked = () => addresses().filter((one) => one === TOKEN).length;

  /** gives token-1, token-2, …; `answer` is told which of them a question carries */
  function edge(answer: (token: number, question: Question) => Reply): Stores {
    let made = 0;
    return (question) => {
      if (question.address === TOKEN) {
        made++;
        return { body: `"token-${made}"` };
      }
      return answer(Number(/^token-(\d+)_\d+$/.exec(String(question.headers['interface-code']))?.[1]), question);
    };
  }
  const search = (name: string) => ({ body: fixture(`huawei/${name}`) });

  it('is shared by all questions of a night', async () => {
    const sighting = await look(
      'huawei',
      edge(() => ({ body: fixture('huawei/found.json') })),
      HANDLE,
      3,
    );
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', artifact: 'indeterminate', reason: 'no_public_link' });
    expect(tokensAsked()).toBe(1);
  });

  it.each([200, 403])('is made anew when it is refused with status %d', async (status) => {
    const stores = edge((token) =>
      token === 1 ? { status, body: '{"rtnCode":1002}' } : { body: fixture('huawei/found.json') },
    );
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing: 'listed' });
    expect(tokensAsked()).toBe(2);
  });

  it('is asked for with the cookies of the front page, which a refusal renews', async () => {
    let visits = 0;
    const answers = edge((token) => (token === 1 ? { status: 403 } : { body: fixture('huawei/found.json') }));
    const stores: Stores = (question) =>
      question.address === 'appgallery.huawei.com/'
        ? { headers: { 'set-cookie': `HWWAFSESID=${++visits}; path=/` }, body: '<html></html>' }
        : answers(question);
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing: 'listed' });
    const sent = (server?.asked ?? []).map(({ headers }) => headers.cookie);
    expect(sent.filter((cookie) => cookie !== undefined)).toEqual([
      'HWWAFSESID=1',
      'HWWAFSESID=1',
      'HWWAFSESID=2',
      'HWWAFSESID=2',
    ]);
  });

  it('refused twice says nothing', async () => {
    const sighting = await look(
      'huawei',
      edge(() => ({ body: '{"rtnCode":1002}' })),
    );
    expect(sighting).toMatchObject({
      outcome: 'upstream-error',
      stores: [{ listing: 'indeterminate', reason: 'blocked' }],
    });
  });

  it('that was kept is made anew before an empty answer is believed', async () => {
    // a stale token is answered as if there were no such app
    const stores = edge((token, { address }) => {
      if (address.startsWith(SEARCH)) return search('search-empty.json');
      return { body: fixture(token === 1 ? 'huawei/absent.json' : 'huawei/found.json') };
    });
    expect(lineOf(await look('huawei', stores, APP, 2))).toMatchObject({ listing: 'listed' });
  });

  it('that was kept is made anew before the store of HarmonyOS is believed to have nothing', async () => {
    const sighting = await look(
      'harmony',
      edge(() => ({ body: '' })),
      APP,
      2,
    );
    expect(lineOf(sighting)).toMatchObject({ listing: 'not-listed' });
    expect(tokensAsked()).toBe(2);
    expect(server?.asked.at(-1)).toMatchObject({
      address: INFO,
      body: '{"pkgName":"cn.gov.shili.bangban.hmos","locale":"zh_CN"}',
    });
  });

  it('missing says nothing of the app', async () => {
    const sighting = await look('huawei', () => ({ body: '{}' }));
    expect(sighting).toMatchObject({ outcome: 'layout-changed', stores: [{ listing: 'indeterminate' }] });
  });

  it.each([
    ['nothing', 'search-empty.json', 'not-listed'],
    ['the app under another number', 'search-moved.json', 'listed'],
    ['another app of that name', 'search-other.json', 'package-mismatch'],
  ])('an unknown number and a search by name that finds %s', async (_, found, listing) => {
    const stores = edge((_token, { address }) =>
      address.startsWith(DETAIL) ? { body: fixture('huawei/absent.json') } : search(found),
    );
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing });
  });
});
