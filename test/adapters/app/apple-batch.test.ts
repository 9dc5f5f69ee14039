import { afterEach, describe, expect, test } from 'vitest';
import apple from '../../../adapters/app/sources/apple.ts';
import { type Question, type Reply, StoresServer } from './stores-server.ts';

const AT = '2026-09-25T09:30:00+08:00';
/** the apps of one night; the store knows those with an even number */
const ids = Array.from({ length: 60 }, (_, index) => String(1_699_000_000 + index));
const isThere = (id: string) => Number(id) % 2 === 0;
const tonight = ids.map((appleId) => ({ appleId }));

let server: StoresServer;
afterEach(() => server.stop());

/** The lookup as the store answers it, about one app or many. */
function lookup({ address }: Question): Reply {
  const url = new URL(`https://${address}`);
  if (url.hostname !== 'itunes.apple.com') return { status: 404 };
  const results = (url.searchParams.get('id') ?? '').split(',').filter(isThere).map(record);
  return { body: `\n\n\n${JSON.stringify({ resultCount: results.length, results })}` };
}

function record(id: string) {
  const day = `2026-05-${String((Number(id) % 28) + 1).padStart(2, '0')}T07:08:09Z`;
  const names = { trackName: `示例${id}`, version: `${id}.0`, sellerName: '示例县政务服务中心' };
  return {
    wrapperType: 'software',
    trackId: Number(id),
    description: '示例。'.repeat(400),
    ...names,
    currentVersionReleaseDate: day,
  };
}

const look = (appleId: string) => apple.look({ appleId }, server.world(AT, tonight), {});
const asked = () => server.asked.map(({ address }) => new URL(`https://${address}`).searchParams.get('id'));

describe('the apps of a night', () => {
  test('are asked fifty at a time, and each has its own record and its own passage', async () => {
    server = await StoresServer.start(lookup);
    const [first = '', , third = ''] = ids;
    for (const id of [first, third]) {
      const seen = await look(id);
      expect(seen).toMatchObject({ outcome: 'ok', displayName: `示例${id}`, stores: [{ listing: 'listed' }] });
      expect(seen.evidence[0]?.excerpt).toContain(`"trackId":${id}`);
      expect(seen.evidence[0]?.excerpt).toContain(record(id).currentVersionReleaseDate);
      expect(seen.evidence[0]?.excerpt?.length).toBeLessThanOrEqual(500);
    }
    expect(asked()).toEqual([ids.slice(0, 50).join(',')]);
    await look(ids[58] ?? '');
    expect(asked()[1]).toBe(ids.slice(50).join(','));
  });

  test('that are missing from it are asked alone before anything is said', async () => {
    server = await StoresServer.start(lookup);
    const [, missing = ''] = ids;
    expect(await look(missing)).toMatchObject({ stores: [{ listing: 'not-listed' }] });
    expect(asked().slice(0, 3)).toEqual([ids.slice(0, 50).join(','), missing, missing]);
  });

  test('that only the question about many leaves out are there', async () => {
    const [, hidden = ''] = ids;
    server = await StoresServer.start((question) =>
      question.address.includes(',') || question.address.includes('%2C')
        ? lookup(question)
        : { body: JSON.stringify({ resultCount: 1, results: [record(hidden)] }) },
    );
    expect(await look(hidden)).toMatchObject({ displayName: `示例${hidden}`, stores: [{ listing: 'listed' }] });
  });

  test('an answer about somebody else’s apps is asked again alone', async () => {
    server = await StoresServer.start((question) => {
      const isBatch = (new URL(`https://${question.address}`).searchParams.get('id') ?? '').includes(',');
      const results = [record(isBatch ? '1500000000' : (ids[0] ?? ''))];
      return { body: JSON.stringify({ resultCount: 1, results }) };
    });
    expect(await look(ids[0] ?? '')).toMatchObject({ displayName: `示例${ids[0]}` });
    expect(server.asked).toHaveLength(2);
  });

  test('when the store refuses, nobody is asked alone', async () => {
    server = await StoresServer.start(() => ({ status: 403, body: '' }));
    expect(await look(ids[0] ?? '')).toMatchObject({ outcome: 'throttled', stores: [{ listing: 'indeterminate' }] });
    expect(server.asked).toHaveLength(1);
  });

  test('one app alone is asked as ever', async () => {
    server = await StoresServer.start(lookup);
    const [first = ''] = ids;
    await apple.look({ appleId: first }, server.world(AT, [{ appleId: first }]), {});
    expect(asked()).toEqual([first]);
  });
});
