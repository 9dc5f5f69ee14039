import type { Markup } from './markup.ts';
import type { Quarters } from './quarters.ts';
import type { Reader } from './reader.ts';
import type { Snapshot } from './snapshot.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** What a page is made from: tonight's judgement, the stored history, and what the reader asked for. */
export interface PageContext {
  readonly snapshot: Snapshot;
  readonly reader: Reader;
  readonly quarters: Quarters;
  readonly language: Language;
  /** the part of the address that the page's path names with `:` */
  readonly key: string;
  /** a parameter of the address; empty where it is not there */
  query(name: string): string;
  /** for `xuncha serve` in the reader's language */
  say(chinese: string, english: string): string;
  /** a path of this program with the reader's language; parameters without a value are left out */
  link(path: string, query?: Query): string;
}

export type Cell = string | number | null;
/** The same view for programs: one document, and one table with its heading. */
export interface Twin {
  readonly json: unknown;
  readonly csv: readonly (readonly Cell[])[];
}

export interface Download {
  readonly bytes: Uint8Array;
  /** media type */
  readonly type: string;
  /** shown in the browser rather than saved; never for what a browser could run */
  readonly inline?: boolean;
}

/** One view. Each file of `pages/` exports one as default; a new view is a new file there and nothing else. */
export interface Page<Model = unknown> {
  /** `/accounts/:id`; its twins stand beside it as `….json` and `….csv` */
  readonly path: string;
  /** place in the navigation; missing: not in it */
  readonly menu?: { readonly order: number; readonly chinese: string; readonly english: string };
  /** null: there is no such thing */
  read(context: PageContext): Model | null | Promise<Model | null>;
  title(model: Model, context: PageContext): string;
  render(model: Model, context: PageContext): Markup;
  twin(model: Model, context: PageContext): Twin;
  /** files below the path of the view, by name */
  readonly files?: Readonly<Record<string, (model: Model, context: PageContext) => Download | null>>;
  /** the view is not ready: the browser asks again after so many seconds */
  askAgainAfterS?(model: Model): number | null;
}

/** Checks the shape at compile time; the model is known only inside the file. */
export function definePage<Model>(page: Page<Model>): Page {
  return page as unknown as Page;
}
