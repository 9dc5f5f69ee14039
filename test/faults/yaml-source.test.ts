import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/faults/yaml-source.ts';

function sourceOf(text: string) {
  const yaml = readYaml(text, 'a.yaml');
  if (!yaml.read) throw new Error(yaml.faults[0]?.message);
  return yaml.source;
}

describe('a part of a YAML file', () => {
  const source = sourceOf('a: 1\nlist:\n  - x: 00012\n    y: { z: [p, q] }\nshared: &s { k: v }\nagain: *s\n');

  test.each([
    ['a value by itself', ['a'], 'value', 1, 4],
    ['a key by itself', ['a'], 'key', 1, 1],
    ['a list by its key', ['list'], 'value', 2, 1],
    ['an item of a list where it begins', ['list', 0], 'value', 3, 5],
    ['deep inside', ['list', 0, 'y', 'z', 1], 'value', 4, 17],
    ['what is missing at the map in which it is missing', ['list', 0, 'n'], 'value', 3, 5],
    ['what is missing below a key at that key', ['list', 0, 'y', 'n'], 'value', 4, 5],
    ['through an alias, where it is written', ['again', 'k'], 'value', 5, 17],
    ['the whole at its beginning', [], 'value', 1, 1],
  ] as const)('is found: %s', (_, path, part, line, column) => {
    expect(source.spotOf(path, part)).toEqual({ line, column });
  });

  test('is known as it was written', () => {
    expect(source.value).toMatchObject({ list: [{ x: 12 }] });
    expect(source.writtenAt(['list', 0, 'x'])).toBe('00012');
    expect(source.writtenAt(['list'])).toBeNull();
    expect(source.writtenAt(['none'])).toBeNull();
  });
});

test('a document that unfolds without end is refused', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefgh'].map((key, i) => {
      const below = 'abcdefgh'[i];
      return `${key}: &${key} [${Array.from({ length: 9 }, () => `*${below}`).join(', ')}]`;
    }),
  ].join('\n');
  expect(readYaml(bomb, 'a.yaml').read).toBe(false);
});

test('any text is read or refused with a place that exists, and the environment stays what it was', () => {
  const environment = process.env;
  const pieces = fc.constantFrom(
    'a: ',
    '- ',
    '\n',
    '  ',
    '\t',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&x',
    '*x',
    '#',
    '!!t ',
    '|',
    'é示',
    '---\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((some) => some.join('')),
      ),
      (text) => {
        const yaml = readYaml(text, 'a.yaml');
        const lines = text.split('\n').length;
        for (const fault of yaml.faults) {
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.line).toBeLessThanOrEqual(lines);
          expect(fault.column).toBeGreaterThanOrEqual(1);
        }
      },
    ),
  );
  expect(process.env).toBe(environment);
});
