import { describe, expect, test } from 'vitest';
import { loadAdapters } from '../../src/adapters.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { homeWith } from '../home-folder.ts';
import { commandDocuments, textOf } from './documents.ts';

const adapters = await loadAdapters();
/** what the examples take from the environment */
const ENVIRONMENT = { WECHAT2RSS_TOKEN: 'example-token' };

const examples = commandDocuments().flatMap((document) =>
  [...textOf(document).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ''], at) => ({
    name: `${document}, ${at + 1}`,
    text,
  })),
);
const [registries, settings] = [true, false].map((wanted) =>
  examples.filter(({ text }) => text.startsWith('units:') === wanted),
);

describe('settings in the documents are without fault', () => {
  test.each(settings ?? [])('$name', ({ text }) => {
    const home = homeWith({ 'config/xuncha.yaml': text });
    expect(loadSettings(home, adapters, ENVIRONMENT).faults).toEqual([]);
  });
});

describe('registries in the documents are without fault', () => {
  test.each(registries ?? [])('$name', async ({ text }) => {
    const home = homeWith({ 'config/registry/example.yaml': text });
    expect((await loadRegistry(home, adapters)).faults).toEqual([]);
  });
});
