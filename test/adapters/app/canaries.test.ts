import { describe, expect, it } from 'vitest';
import app from '../../../adapters/app/index.ts';
import { readCanaries } from '../../../src/collect/canaries.ts';
import { merge } from '../../../src/collect/merge.ts';
import { platformInUse } from '../../../src/collect/sources.ts';
import type { Artifact, Listing, Sighting } from '../../../src/model/sighting.ts';
import { settingsSchema } from '../../../src/settings/schema.ts';

const NOW = Temporal.Instant.from('2026-09-25T01:30:00Z');
const CANARY = { store: 'tencent', present: 'cn.gov.shili.present', absent: 'cn.gov.shili.absent' };

function sighting(listing: Listing, artifact: Artifact = 'skipped'): Sighting {
  return {
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: false,
    posts: [],
    evidence: [],
    stores: [{ store: 'tencent', listing, artifact, reason: null, version: null, updatedAt: null, developer: null }],
  };
}

/** what a night with these canaries makes of an answer about an account */
async function night(canaries: readonly object[], present: Sighting, absent: Sighting, answer: Sighting) {
  const settings = settingsSchema([app]).parse({ platforms: { app: { canaries } } });
  const platform = platformInUse(app, settings as Parameters<typeof platformInUse>[1]);
  const results = await readCanaries(platform, NOW, async (_, handle) =>
    (handle as { package: string }).package === CANARY.present ? present : absent,
  );
  const { state = 'none', filesRead = true } = results.get('app.tencent') ?? {};
  const account = {
    id: 'shili',
    name: '示例县掌上办',
    platform: 'app',
    unit: '示例县',
    owner: '示例县数据局',
    state: 'running',
    closedOn: null,
    kind: 'service',
    handle: {},
    confirmed: [],
    ownerAliases: [],
  } as const;
  const seen = [{ sourceId: 'app.tencent', view: 'complete', sighting: answer, canary: state, filesRead } as const];
  const line = merge({ account, seen, at: NOW, zone: 'Asia/Shanghai', mirrorIsWhole: false, page: null });
  return line.app?.stores[0];
}

const LISTED = sighting('listed', 'verified');
const ABSENT = sighting('not-listed');
const SUSPECT = sighting('listed', 'suspect');

describe('what a store denies counts', () => {
  it('when it shows the app that is there and denies the one that is not', async () => {
    expect(await night([CANARY], LISTED, ABSENT, ABSENT)).toMatchObject({ listing: 'not-listed', reason: null });
  });
  it.each<[string, Sighting, Sighting]>([
    ['it denies the app that is there', ABSENT, ABSENT],
    ['it shows the app that is not there', LISTED, LISTED],
    ['it shows another package for the app that is there', sighting('package-mismatch'), ABSENT],
    ['it says nothing of the app that is not there', LISTED, sighting('indeterminate')],
  ])('not when %s', async (_, present, absent) => {
    const line = await night([CANARY], present, absent, ABSENT);
    expect(line).toMatchObject({ listing: 'indeterminate', reason: 'canary_failed' });
  });
  it('not when nobody named a canary', async () => {
    expect(await night([], LISTED, ABSENT, ABSENT)).toMatchObject({ listing: 'indeterminate', reason: 'no_canary' });
  });
});

describe('a broken file counts', () => {
  it('when the file of the canary can be read', async () => {
    expect(await night([CANARY], LISTED, ABSENT, SUSPECT)).toMatchObject({ artifact: 'suspect' });
  });
  it.each<Artifact>(['suspect', 'indeterminate', 'not-offered'])(
    'not when that is %s; the listing counts all the same',
    async (artifact) => {
      const present = sighting('listed', artifact);
      expect(await night([CANARY], present, ABSENT, SUSPECT)).toMatchObject({
        listing: 'listed',
        artifact: 'indeterminate',
      });
      expect(await night([CANARY], present, ABSENT, ABSENT)).toMatchObject({ listing: 'not-listed' });
    },
  );
  it('not when nobody named a canary', async () => {
    expect(await night([], LISTED, ABSENT, SUSPECT)).toMatchObject({ listing: 'listed', artifact: 'indeterminate' });
  });
});

describe('a canary is refused in the settings', () => {
  const faults = (canary: object) =>
    settingsSchema([app]).safeParse({ platforms: { app: { canaries: [canary] } } }).error?.issues ?? [];
  it('when its keys have not the form of the store', () => {
    expect(faults({ store: 'apple', present: 'cn.gov.shili.present', absent: '1999999999' })).toHaveLength(1);
    expect(faults({ store: 'huawei', present: 'C1', absent: 'C2' })).toHaveLength(0);
  });
  it('when the store proves no absence', () => {
    expect(faults({ store: 'baidu', present: 'cn.gov.shili.present', absent: 'cn.gov.shili.absent' })).not.toHaveLength(
      0,
    );
  });
});
