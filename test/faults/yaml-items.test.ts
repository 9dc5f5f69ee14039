import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Path, valueAt } from '../../src/faults/source.ts';
import { readItems } from '../../src/faults/yaml-items.ts';
import { readYaml, readYamlFile } from '../../src/faults/yaml-source.ts';

const UNITS = {
  key: 'units',
  placesOf: (unit: unknown): Path[] => (valueAt(unit, ['name']) === undefined ? [] : [['name']]),
};

/** The paths of everything in a value, keys and items alike, and of something that is missing in each. */
function pathsIn(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [base];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const below = keys.flatMap((key) => pathsIn(valueAt(value, [key]), [...base, key]));
  return [base, [...base, 'no-such-key'], ...below];
}

const PLAIN = `# 台账
units:   # 次序
  - name: 甲市
    accounts:
      - { id: a, note: "00012" }

  # 其次
  - name: 乙市
    note: |
      第一行
        - 不是一项
    list: [1,
      2]
`;

test('read item by item, a file says the same, at the same places, as read whole', () => {
  const source = readItems(PLAIN, 'a.yaml', UNITS);
  const whole = readYaml(PLAIN, 'a.yaml');
  if (source === null || !whole.read) throw new Error('both ways read it');
  expect(source.value).toEqual(whole.source.value);
  for (const path of pathsIn(source.value)) {
    for (const part of ['value', 'key'] as const) {
      expect([path, part, source.spotOf(path, part)]).toEqual([path, part, whole.source.spotOf(path, part)]);
    }
    expect([path, source.writtenAt(path)]).toEqual([path, whole.source.writtenAt(path)]);
  }
});

describe('a file is read whole when', () => {
  test.each([
    ['another key stands beside the list', 'units:\n  - name: a\nmore: 1\n'],
    ['another key stands before it', 'more: 1\nunits:\n  - name: a\n'],
    ['the list is written in brackets', 'units: [{ name: a }]\n'],
    ['there is no item', 'units:\n'],
    ['it says nothing', ''],
    ['an item refers to another', 'units:\n  - &a { name: a }\n  - *a\n'],
    ['quotes go on over an item', 'units:\n  - name: "a\n  - name: b"\n'],
    ['braces go on over an item', 'units:\n  - { name: a,\n  - name: b }\n'],
    ['a key is written twice', 'units:\n  - name: a\n    name: b\n'],
    ['it is no YAML', 'units:\n  - name: a: b\n'],
    ['there are two documents', 'units:\n  - name: a\n---\nunits:\n  - name: b\n'],
    ['an item stands further left', 'units:\n    - name: a\n  - name: b\n'],
  ])('%s', (_, text) => {
    expect(readItems(text, 'a.yaml', UNITS)).toBeNull();
  });
});

test('whatever a file says, it is read as if read whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-yaml-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'a.yaml');
  const line = fc.constantFrom(
    'units:',
    '  - name: 甲',
    '  - name: "乙',
    '    accounts:',
    '      - id: a',
    '      - { id: b }',
    '      - { id: c,',
    '    note: |',
    '      - text',
    '    more: &x [1, 2]',
    '    again: *x',
    '    name: 丙"',
    '- name: 丁',
    '  # 说明',
    '\t- id: d',
    '',
    '---',
    '    }',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = `units:\n${lines.join('\n')}\n`;
      writeFileSync(path, text);
      const one = readYamlFile(path, 'a.yaml', UNITS);
      const other = readYaml(text, 'a.yaml');
      expect(one.faults).toEqual(other.faults);
      expect(one.read).toBe(other.read);
      if (!one.read || !other.read) return;
      expect(one.source.value).toEqual(other.source.value);
      for (const at of pathsIn(one.source.value)) {
        expect(one.source.spotOf(at, 'value')).toEqual(other.source.spotOf(at, 'value'));
        expect(one.source.spotOf(at, 'key')).toEqual(other.source.spotOf(at, 'key'));
      }
    }),
    { numRuns: 300 },
  );
});
