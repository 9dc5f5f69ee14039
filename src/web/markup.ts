import { html, raw } from 'hono/html';

export type Markup = ReturnType<typeof html>;
type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** Marks that turn the direction of text or that nobody sees: they would make a name look like another one. */
const HIDDEN_MARKS = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Writes what cannot be seen as its number, so that a reader sees that it is there. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(HIDDEN_MARKS, (mark) => `⟨${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/**
 * A piece of a page. Every text in it is foreign until shown otherwise: it is made visible and escaped here, so no page
 * can forget it. Pieces made by `markup` pass as they are.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return html(strings, ...parts.map(prepared));
}

function prepared(part: Part): unknown {
  if (typeof part === 'string') return visible(part);
  if (part === null || part === undefined || part === false) return '';
  return Array.isArray(part) ? part.map(prepared) : part;
}

export const DOCTYPE = raw('<!doctype html>');
