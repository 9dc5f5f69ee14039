import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** every place at which an object of this document has a member */
function membersOf(json: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(json)) return json.flatMap((entry, index) => membersOf(entry, [...path, index]));
  if (json === null || typeof json !== 'object') return [];
  return Object.entries(json).flatMap(([name, value]) => [[...path, name], ...membersOf(value, [...path, name])]);
}

/** The document with one member under another name: what a platform's new release does. */
export function withOneMemberRenamed(document: unknown): fc.Arbitrary<string> {
  return fc.constantFrom(...membersOf(document as Json)).map((path) => {
    const copy = structuredClone(document) as Json;
    const owner = path.slice(0, -1).reduce<Json>((inner, name) => (inner as Record<string, Json>)[name] as Json, copy);
    const members = owner as Record<string, Json>;
    const name = String(path.at(-1));
    members[`${name}_v2`] = members[name] as Json;
    delete members[name];
    return JSON.stringify(copy);
  });
}

/** The document cut off, decoded wrongly, or replaced by anything at all. */
export function brokenBodies(document: unknown): fc.Arbitrary<string> {
  const whole = JSON.stringify(document);
  return fc.oneof(
    fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
    fc.constant(Buffer.from(whole, 'utf8').toString('latin1')),
    fc.constant(new TextDecoder().decode(Buffer.from(whole, 'utf16le'))),
    fc.string(),
    fc.json(),
  );
}
