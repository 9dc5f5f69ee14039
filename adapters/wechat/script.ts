/**
 * Reads single values out of the scripts of a WeChat page without running them. Only whole `<script>` elements are
 * looked at: the same words also occur as text in the body of an article, where `<` is escaped.
 */

/** The contents of all closed inline scripts, in order. */
export function scriptsOf(html: string): string[] {
  const scripts: string[] = [];
  for (let at = html.indexOf('<script'); at >= 0; at = html.indexOf('<script', at)) {
    const start = html.indexOf('>', at);
    const end = start < 0 ? -1 : html.indexOf('</script', start);
    if (end < 0) break;
    scripts.push(html.slice(start + 1, end));
    at = end;
  }
  return scripts;
}

/**
 * The members of an object literal, name → source text of the value; members of nested objects are not among them.
 *
 * @param open index of its `{`
 * @returns null where the literal does not end
 */
export function membersOf(script: string, open: number): Map<string, string> | null {
  const members = new Map<string, string>();
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < script.length; at++) {
    const sign = script[at];
    if (sign === "'" || sign === '"' || sign === '`') {
      at = endOfString(script, at);
      if (at < 0) return null;
    } else if (sign === '{' || sign === '[' || sign === '(') depth++;
    else if (sign === '}' || sign === ']' || sign === ')') depth--;
    const closes = depth === 0;
    if (closes || (depth === 1 && sign === ',')) {
      const member = /^\s*['"]?([A-Za-z_$][\w$]*)['"]?\s*:([\s\S]*)$/.exec(script.slice(start, at));
      if (member?.[1] && member[2] !== undefined && !members.has(member[1])) members.set(member[1], member[2].trim());
      start = at + 1;
    }
    if (closes) return members;
  }
  return null;
}

/** index of the closing quote, or -1 */
function endOfString(script: string, open: number): number {
  for (let at = open + 1; at < script.length; at++) {
    if (script[at] === '\\') at++;
    else if (script[at] === script[open]) return at;
  }
  return -1;
}

/** The text in `'…'`, `"…"`, `JsDecode('…')`, `htmlDecode("…")` or `'…' * 1`; null where the value is none of these. */
export function textOf(value: string | undefined): string | null {
  const quoted = /^(?:JsDecode\(|htmlDecode\()?\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(value ?? '');
  const raw = quoted?.[1] ?? quoted?.[2];
  return raw === undefined ? null : withoutEscapes(raw);
}

/** enough for unix seconds; longer ones are ids, which must not become numbers */
const MOST_DIGITS = 11;

/** A whole number in `'123' * 1`, `'123'` or `123`; null where it is empty, none or an id. */
export function wholeNumberOf(value: string | undefined): number | null {
  const digits = /^(?:'(\d+)'|"(\d+)"|(\d+))(?:\s*\*\s*1)?\s*(?:[;,|]|$)/.exec(value ?? '');
  const text = digits?.[1] ?? digits?.[2] ?? digits?.[3];
  return text === undefined || text.length > MOST_DIGITS ? null : Number(text);
}

/** The source text behind `var name =` or `window.name =`, to the end of its line: semicolons may stand in a string. */
export function variableOf(scripts: readonly string[], name: string): string | undefined {
  const assigned = new RegExp(`(?:\\bvar\\s+|\\bwindow\\.)${name}\\s*=\\s*([^\\n]+)`);
  for (const script of scripts) {
    const found = assigned.exec(script)?.[1]?.trim();
    if (found) return found;
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
  yen: '¥',
  amp: '&',
};

/** Escapes of the script (`\x26`, `\u4e00`) and then of HTML, as the page's own JsDecode and htmlDecode undo them. */
function withoutEscapes(raw: string): string {
  return raw
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (_all, hex, unit, sign) =>
      hex || unit ? String.fromCharCode(Number.parseInt(hex ?? unit, 16)) : sign === 'n' ? '\n' : sign,
    )
    .replace(/&(lt|gt|quot|#39|nbsp|yen|amp);/g, (_all, name: string) => ENTITIES[name] ?? '');
}
