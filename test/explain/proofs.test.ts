import { expect, test } from 'vitest';
import { proofsOf } from '../../src/explain/proofs.ts';
import { look } from '../judge/accounts.ts';

const PICTURE = {
  accountId: 'a1',
  url: 'https://weibo.com/u/1',
  takenAt: '2026-09-24T17:05:00Z',
  hash: 'sha256:01',
  trouble: null,
};

test('a picture of the page is told as such, and what nothing tells of has no source', () => {
  const proofs = proofsOf(new Set(['sha256:01', 'sha256:02']), [], [PICTURE], (hash) => hash === 'sha256:01');
  expect(proofs).toEqual([
    {
      hash: 'sha256:01',
      source: 'screenshot',
      url: PICTURE.url,
      fetchedAt: PICTURE.takenAt,
      excerpt: null,
      kept: true,
    },
    { hash: 'sha256:02', source: null, url: null, fetchedAt: null, excerpt: null, kept: false },
  ]);
});

test('an answer of which only the hash was stored is known by its source and the moment of the look', () => {
  const seen = look('2026-09-25T01:00:00+08:00', {
    sources: [{ source: 'weibo.mobile', outcome: 'ok', httpStatus: 200, evidence: 'sha256:03' }],
  });
  const [proof] = proofsOf(new Set(['sha256:03']), [seen], [], () => true);
  expect(proof).toMatchObject({ source: 'weibo.mobile', url: null, fetchedAt: '2026-09-25T01:00:00+08:00' });
});
