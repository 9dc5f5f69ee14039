import type { z } from 'zod';
import type { Fault } from '../model/fault.ts';
import { nearest } from './nearest.ts';
import { type Path, type Source, valueAt } from './source.ts';
import { looksSecret } from './yaml-syntax.ts';

type Issue = z.core.$ZodIssue;

export interface Wording {
  /** what the path is called before its own keys: `账号“示例发布”的 ` */
  readonly subject?: string;
  /** the keys that may stand at a path, for “did you mean” */
  keysAt(path: Path): readonly string[];
}

/**
 * Says in Chinese what a zod schema found wrong, each with its place: the key, the value as written, and the fix.
 * Messages that the schema gives in Chinese are kept. Values under keys that hold secrets are not repeated.
 */
export function faultsOf(issues: readonly Issue[], source: Source, wording: Wording): Fault[] {
  return issues.flatMap((issue) => explain(issue, source, wording));
}

function explain(issue: Issue, source: Source, wording: Wording): Fault[] {
  const at = (path: Path, part: 'value' | 'key', message: string): Fault => ({
    file: source.file,
    ...source.spotOf(path, part),
    message,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], 'key', unknownKey(key, issue.path, wording)));
  }
  if (issue.code === 'invalid_key') {
    return [at(issue.path, 'key', unknownKey(String(issue.path.at(-1)), issue.path.slice(0, -1), wording))];
  }
  const missing = issue.code === 'invalid_type' && valueAt(source.value, issue.path) === undefined;
  return [at(issue.path, missing ? 'key' : 'value', sentence(issue, source, wording))];
}

function unknownKey(key: string, parent: Path, wording: Wording): string {
  const known = wording.keysAt(parent);
  const meant = nearest(key, known);
  const advice =
    meant !== null
      ? `是不是想写 ${meant}？`
      : known.length > 0
        ? `可用的有：${known.join('、')}。`
        : '请删去这一项，或检查缩进。';
  return `没有 ${named([...parent, key], wording)} 这一项。${advice}`;
}

function sentence(issue: Issue, source: Source, wording: Wording): string {
  const name = named(issue.path, wording);
  const found = foundAt(issue.path, source);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, name, found, source, issue.path);
    case 'invalid_value':
      return wrongValue(name, found, issue.values.map(String), source, issue.path);
    case 'invalid_union':
      if (issue.discriminator !== undefined && 'options' in issue && issue.options !== undefined)
        return found === null
          ? `缺少 ${name}，应为 ${issue.options.map(String).join('、')} 之一。`
          : wrongValue(name, found, issue.options.map(String), source, issue.path);
      return `${name} 的写法不对${shown(found)}。${unionAdvice(issue)}`;
    case 'too_small':
      return `${name}${shown(found)}太${issue.origin === 'string' || issue.origin === 'array' ? '短' : '小'}，${limit(issue.origin, issue.inclusive === false ? '应大于' : '至少', issue.minimum)}。`;
    case 'too_big':
      return `${name}${shown(found)}太${issue.origin === 'string' || issue.origin === 'array' ? '长' : '大'}，${limit(issue.origin, issue.inclusive === false ? '应小于' : '至多', issue.maximum)}。`;
    case 'invalid_format':
      return `${name}${shown(found)}的格式不对：${ownWords(issue) ?? formatAdvice(issue)}。`;
    case 'invalid_key':
      return `${name} 这个键的写法不对。`;
    default: {
      const words = ownWords(issue);
      return words === null ? `${name}${shown(found)}不可用。` : `${name}${shown(found)}：${words}`;
    }
  }
}

function wrongType(expected: string, name: string, found: string | null, source: Source, path: Path): string {
  const value = valueAt(source.value, path);
  if (value === undefined || value === null) return `缺少 ${name}，应填${typeTitle(expected)}。`;
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean') && found !== null) {
    const kind = typeof value === 'number' ? '数字' : '是否值';
    const read = String(value) === found ? '' : `，会被读成 ${value}`;
    return `${name} 应为文字，却写成了${kind} ${found}${read}。请加引号："${found}"。`;
  }
  return `${name} 应为${typeTitle(expected)}，现在是${typeTitle(typeOf(value))}${shown(found)}。`;
}

function wrongValue(name: string, found: string | null, allowed: readonly string[], source: Source, path: Path) {
  const value = valueAt(source.value, path);
  if (value === undefined || value === null) return `缺少 ${name}，应为 ${allowed.join('、')} 之一。`;
  const meant = found === null ? null : nearest(found, allowed);
  return `${name} 的值${shown(found)}不可用，应为 ${allowed.join('、')} 之一。${meant === null ? '' : `是不是想写 ${meant}？`}`;
}

/** the advice that all alternatives of a union would give is too much; the one with the fewest objections is shown */
function unionAdvice(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const closest = [...issue.errors].sort((one, other) => one.length - other.length)[0] ?? [];
  return closest
    .map((inner) => ownWords(inner))
    .filter((words) => words !== null)
    .join('；');
}

function ownWords(issue: Issue): string | null {
  return /\p{Script=Han}/u.test(issue.message) ? issue.message.replace(/[。．]$/u, '') : null;
}

const FORMATS: Readonly<Record<string, string>> = {
  url: '应为以 http:// 或 https:// 开头的完整网址',
  date: '应为日期，写作 2026-01-31',
  datetime: '应为带时区的时间，写作 2026-01-31T09:00:00+08:00',
  email: '应为电子邮箱地址',
};

function formatAdvice(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  return FORMATS[issue.format] ?? (issue.pattern === undefined ? '请对照示例文件' : `应符合 ${issue.pattern}`);
}

function limit(origin: string, word: string, bound: number | bigint): string {
  if (origin === 'string') return `${word} ${bound} 个字`;
  return origin === 'array' ? `${word} ${bound} 项` : `${word} ${bound}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表（每项一行，以 - 开头）',
  object: '一组“键: 值”',
  record: '一组“键: 值”',
};
const typeTitle = (type: string) => TYPES[type] ?? type;

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** the value as it stands in the file; null for lists, maps and what must not be repeated */
function foundAt(path: Path, source: Source): string | null {
  return path.some((step) => looksSecret(String(step))) ? null : source.writtenAt(path);
}

function shown(found: string | null): string {
  return found === null ? '' : `“${found.length > 60 ? `${found.slice(0, 60)}…` : found}”`;
}

/** `platforms.wechat.sources[0].url` */
function named(path: Path, wording: Wording): string {
  const dotted = path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`),
    '',
  );
  return `${wording.subject ?? ''}${dotted === '' ? '内容' : dotted}`;
}
