import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesMarkdown } from '../../src/handbook/rule-markdown.ts';
import { rulesText, ruleText } from '../../src/handbook/rule-text.ts';
import { RULES } from '../../src/judge/catalogue.ts';
import { defineRule, PASS } from '../../src/model/rule.ts';

const FOLDER = join(import.meta.dirname, '../../docs/rules');
const RULE = defineRule({
  id: 'example',
  order: 1,
  wording: '示例问题',
  question: '示例情况',
  severity: 'veto',
  basis: [
    { document: '示例函〔2019〕1号', clause: '第一条', verified: true },
    { document: '示例函〔2019〕2号', clause: '第二条', verified: false },
  ],
  parameters: [{ key: 'exampleDays', unit: '天', standard: '14', meaning: '超过多少天' }],
  explanation: '第一段。\n\n第二段。',
  needs: [],
  examples: [{ words: '三天前', at: '2026-09-17T18:00:00+08:00', looks: [], expect: 'pass' }],
  judge: () => PASS,
});

test('the pages of the handbook are those of the rules (else: node scripts/rules-docs.ts)', () => {
  const pages = rulesMarkdown(RULES);
  expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(FOLDER, name), 'utf8'), name).toBe(text);
});

test('a clause that nobody has seen in its document is marked, and only that one', () => {
  const marks = (text: string) => text.split('\n').filter((line) => line.includes('〔原文未核对〕'));
  const page = rulesMarkdown([RULE]).get('example.md') ?? '';
  for (const text of [page, ruleText(RULE), rulesText([RULE])]) {
    expect(marks(text)).toHaveLength(1);
    expect(marks(text)[0]).toContain('示例函〔2019〕2号，第二条');
  }
});

test('a page says wording, severity, parameters with unit and default, and examples with their verdicts', () => {
  const page = rulesMarkdown([RULE]).get('example.md') ?? '';
  expect(page).toContain('# 示例问题');
  expect(page).toContain('单项否决');
  expect(page).toContain('| `judge.exampleDays` | 超过多少天 | 14 | 天 |');
  expect(page).toContain('| 三天前 | 2026-09-17 18:00 | 合格 |');
  expect(ruleText(RULE)).toContain('judge.exampleDays：超过多少天，默认 14（单位：天）');
});
