import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from '../faults/json-schema.ts';
import type { Adapter } from '../model/adapter.ts';
import { registryJsonSchema } from '../registry/schema.ts';
import { settingsSchema } from './schema.ts';

/** What editors check and complete `config/xuncha.yaml` with. */
export function settingsJsonSchema(adapters: readonly Adapter[]): JsonSchema {
  const schema = jsonSchemaOf(settingsSchema(adapters));
  const platforms = propertiesOf(propertiesOf(schema).platforms);
  for (const adapter of adapters) {
    // the settings schema checks a source's own keys in a second step, which a JSON Schema cannot see
    const sources = propertiesOf(platforms[adapter.id]).sources as { items?: unknown } | undefined;
    if (sources !== undefined) sources.items = { oneOf: adapter.sources.map(sourceSchema) };
  }
  return { ...schema, title: '巡查的设置 config/xuncha.yaml' };
}

function propertiesOf(schema: unknown): Record<string, unknown> {
  return (schema as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
}

function sourceSchema(source: Adapter['sources'][number]): unknown {
  const { $schema: _, ...own } = jsonSchemaOf(source.options ?? z.strictObject({}));
  const required = (own.required as string[] | undefined) ?? [];
  return {
    ...own,
    description: source.title,
    properties: { kind: { const: source.kind }, name: { type: 'string' }, ...own.properties },
    required: ['kind', ...required],
  };
}

/** The JSON Schemas that editors read, by their path below the home folder. */
export function schemaFiles(adapters: readonly Adapter[]): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['config/schema/xuncha.json', settingsJsonSchema(adapters)],
    ['config/schema/registry.json', registryJsonSchema(adapters)],
  ]);
}

export function writeSchemaFiles(home: string, adapters: readonly Adapter[]): void {
  for (const [path, schema] of schemaFiles(adapters)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), `${JSON.stringify(schema, null, 2)}\n`);
  }
}
