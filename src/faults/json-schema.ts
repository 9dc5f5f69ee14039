import { z } from 'zod';
import type { KeySchema } from './known-keys.ts';

/** A JSON Schema (draft-07, the one that editors know best) as it is written to a file. */
export type JsonSchema = KeySchema & Readonly<Record<string, unknown>>;

/** imports ask for the schema of a handle once for each row */
const made = new WeakMap<z.ZodType, JsonSchema>();

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const fresh = z.toJSONSchema(schema, { io: 'input', target: 'draft-07', unrepresentable: 'any' }) as JsonSchema;
  made.set(schema, fresh);
  return fresh;
}
