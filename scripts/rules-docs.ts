import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesMarkdown } from '../src/handbook/rule-markdown.ts';
import { RULES } from '../src/judge/catalogue.ts';

/** Writes docs/rules/*.md anew, after a rule has changed; pages of rules that are gone go with them. */

const folder = join(import.meta.dirname, '../docs/rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(join(folder, name));
for (const [name, text] of rulesMarkdown(RULES)) writeFileSync(join(folder, name), text);
