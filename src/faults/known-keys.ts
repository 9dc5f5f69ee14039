import type { Path } from './source.ts';

/** the part of a JSON Schema that says which keys may stand where */
export interface KeySchema {
  readonly properties?: Readonly<Record<string, KeySchema>>;
  readonly additionalProperties?: KeySchema | boolean;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: KeySchema | readonly KeySchema[];
  readonly anyOf?: readonly KeySchema[];
  readonly oneOf?: readonly KeySchema[];
  readonly allOf?: readonly KeySchema[];
}

/** The keys that a JSON Schema knows at a path, of all alternatives together. */
export function knownKeys(schema: KeySchema, path: Path): string[] {
  let level = alternatives(schema);
  for (const step of path) level = level.flatMap((one) => below(one, step)).flatMap(alternatives);
  return [
    ...new Set(level.flatMap((one) => [...Object.keys(one.properties ?? {}), ...(one.propertyNames?.enum ?? [])])),
  ];
}

function below(schema: KeySchema, step: PropertyKey): KeySchema[] {
  if (typeof step === 'number') {
    const items = schema.items;
    if (items === undefined) return [];
    return Array.isArray(items) ? [...items] : [items as KeySchema];
  }
  const named = schema.properties?.[String(step)];
  if (named !== undefined) return [named];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}

function alternatives(schema: KeySchema): KeySchema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(alternatives)];
}
