import type { ErrorCode } from 'yaml';

const MEANINGS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: '别名（*名称）写法不对。以 * 或 & 开头的文字请加引号。',
  BAD_DQ_ESCAPE: '双引号里的反斜杠转义不对。请改用单引号，或把 \\ 写成 \\\\。',
  BAD_INDENT: '缩进不对。同一层的各项要左对齐，下一层多空两格。',
  BAD_SCALAR_START: '这个字符不能作为开头。请把整个值加上引号。',
  BLOCK_AS_IMPLICIT_KEY: '同一行里出现了两个冒号。值里有冒号加空格时，请给值加引号。',
  BLOCK_IN_FLOW: '花括号或方括号还没有结束，就换成了缩进写法。请补上 } 或 ]。',
  MISSING_CHAR: '缺少一个符号：括号、引号、逗号或冒号没有成对，或者冒号后面少了空格。',
  MULTILINE_IMPLICIT_KEY: '这一行没有写完：键后面要有冒号和空格，或者值需要加引号。',
  MULTIPLE_DOCS: '一个文件里只能有一份内容，请删去中间的 --- 行，或分成两个文件。',
  RESOURCE_EXHAUSTION: '嵌套或引用过多，拒绝读取。',
  TAB_AS_INDENT: '用了制表符（Tab）缩进。请改用空格。',
  TAG_RESOLVE_FAILED: '不支持以 ! 开头的标记。如果它是文字，请加引号。',
  UNEXPECTED_TOKEN: '这里出现了意外的符号。请检查前面的括号、引号和缩进。',
};

/** Says in words what is wrong with the text; `near` is the passage at which reading stopped. */
export function explainSyntax(code: ErrorCode, near: string): string {
  const passage = near.split('\n', 1)[0]?.trim().slice(0, 40) ?? '';
  if (code === 'DUPLICATE_KEY') return `“${passage}”写了两次。请只留一处。`;
  const meaning = MEANINGS[code] ?? '不是合格的 YAML。请检查这一行的冒号、缩进和引号。';
  return passage === '' || looksSecret(passage) ? meaning : `${meaning}（在“${passage}”处）`;
}

/** A passage that may carry a password or token is not repeated in messages. */
export function looksSecret(text: string): boolean {
  return /passw|token|secret|cookie|credential|密码|口令|密钥/i.test(text);
}
