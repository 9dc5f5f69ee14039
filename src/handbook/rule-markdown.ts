import type { Rule } from '../model/rule.ts';
import { rulePage, UNVERIFIED } from './rule-page.ts';

const GENERATED = '<!-- 由 node scripts/rules-docs.ts 生成，请勿手改；改规则后重新生成。 -->';

/** File name below `docs/rules/` → its text: one page a rule, and the list of them. */
export function rulesMarkdown(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = rules.map((rule) => [`${rule.id}.md`, pageOf(rule)] as const);
  return new Map([['README.md', indexOf(rules)], ...pages]);
}

function indexOf(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const page = rulePage(rule);
    const open = page.basis.some((one) => !one.verified) ? '有未核对的' : '已核对';
    return `| [${page.id}](${page.id}.md) | ${cell(page.wording)} | ${page.severity} | ${open} |`;
  });
  return `${[
    GENERATED,
    '',
    '# 判定规则',
    '',
    '规则只看有据可查的事实。除各页写明的情形外，有三条共同的原则：看不到不等于没有；一次所见可能出错的，要再有一夜、另一种来源或人工印证；证据不足的列为未判定或存疑，写明原因，不作结论。',
    '',
    '各地可在 `config/xuncha.yaml` 的 `judge` 下调整参数和轻重，也可以只对部分平台、单位、账号或类别调整（`judge.exceptions`）。`xuncha replay` 可以先看调整会改变什么。',
    '',
    '| 规则 | 通报中的写法 | 默认轻重 | 依据原文 |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`;
}

function pageOf(rule: Rule): string {
  const page = rulePage(rule);
  const parameters = [
    '## 参数',
    '',
    '| 设置项 | 含义 | 默认 | 单位 |',
    '| --- | --- | --- | --- |',
    ...page.parameters.map(
      (one) => `| \`${one.key}\` | ${cell(one.meaning)} | ${cell(one.standard)} | ${cell(one.unit)} |`,
    ),
    '',
  ];
  return `${[
    GENERATED,
    '',
    `# ${page.wording}`,
    '',
    `规则名 \`${page.id}\`，默认轻重：${page.severity}。`,
    '',
    '## 依据',
    '',
    ...page.basis.map((one) => `- ${one.text}${one.verified ? '' : `**${UNVERIFIED}**`}`),
    '',
    '## 怎样判定',
    '',
    ...page.paragraphs.flatMap((paragraph) => [paragraph, '']),
    ...(page.parameters.length > 0 ? parameters : []),
    '## 例子',
    '',
    '每个例子都是这条规则的测试。',
    '',
    '| 情形 | 监测时间点 | 结论 |',
    '| --- | --- | --- |',
    ...page.examples.map((one) => `| ${cell(one.words)} | ${one.at.slice(0, 16).replace('T', ' ')} | ${one.verdict} |`),
  ].join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
