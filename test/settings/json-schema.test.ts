import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adaptersOf } from '../../scripts/schema.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { schemaFiles, settingsJsonSchema } from '../../src/settings/json-schema.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from '../registry/sample-adapters.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the example in config/', () => {
  const home = () => {
    const folder = homeWith({});
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    return folder;
  };

  test('loads without a fault', async () => {
    expect(loadSettings(home(), sampleAdapters, {}).faults).toEqual([]);
    const { registry, faults } = await loadRegistry(home(), sampleAdapters);
    expect(faults).toEqual([]);
    expect(registry.accounts.every((account) => account.name.startsWith('示例'))).toBe(true);
  });

  test('says nothing but the defaults where it judges', () => {
    const defaults = loadSettings(homeWith({}), sampleAdapters, {});
    expect(loadSettings(home(), sampleAdapters, {}).settings).toEqual(defaults.settings);
  });

  test('names its schema in the first line, so that editors complete and check', () => {
    expect(read('config/xuncha.yaml').split('\n', 1)).toEqual(['# yaml-language-server: $schema=schema/xuncha.json']);
    expect(read('config/registry/example.yaml').split('\n', 1)).toEqual([
      '# yaml-language-server: $schema=../schema/registry.json',
    ]);
  });
});

describe('the JSON Schemas', () => {
  test('that are committed are those of the code (else: node scripts/schema.ts)', async () => {
    for (const [path, schema] of schemaFiles(await adaptersOf(root))) expect(JSON.parse(read(path))).toEqual(schema);
  });

  test('know each source by its kind, with the options of that source', () => {
    const [weibo] = sampleAdapters;
    if (weibo === undefined) throw new Error('no sample adapter');
    const source = { kind: 'mobile', title: '手机网页' } as never;
    const schema = settingsJsonSchema([{ ...weibo, sources: [source] }]);
    const platform = schema.properties?.platforms?.properties?.weibo;
    expect(platform?.properties?.sources?.items).toEqual({
      oneOf: [
        {
          type: 'object',
          description: '手机网页',
          properties: { kind: { const: 'mobile' }, name: { type: 'string' } },
          required: ['kind'],
          additionalProperties: false,
        },
      ],
    });
  });

  test('know the handle of each platform', () => {
    const registry = schemaFiles(sampleAdapters).get('config/schema/registry.json');
    const text = JSON.stringify(registry);
    for (const adapter of sampleAdapters) expect(text).toContain(`"const":"${adapter.id}"`);
    expect(text).toContain('"uid"');
    expect(text).toContain('"ghId"');
  });
});
