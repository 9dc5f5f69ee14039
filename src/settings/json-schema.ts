import { z } from 'zod';
import type { KeySchema } from '../faults/known-keys.ts';
import type { Adapter } from '../model/adapter.ts';
import { settingsSchema } from './schema.ts';

/** A JSON Schema (draft-07, the one that editors know best) as it is written to a file. */
export type JsonSchema = KeySchema & Readonly<Record<string, unknown>>;

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

/** imports ask for the schema of a handle once for each row */
const made = new WeakMap<z.ZodType, JsonSchema>();

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const fresh = z.toJSONSchema(schema, { io: 'input', target: 'draft-07', unrepresentable: 'any' }) as JsonSchema;
  made.set(schema, fresh);
  return fresh;
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
