import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../model/rule.ts';

const FOLDER = join(import.meta.dirname, 'rules');

async function loadRules(): Promise<readonly Rule[]> {
  const files = readdirSync(FOLDER).filter((name) => /^[a-z-]+\.[jt]s$/.test(name));
  const rules = await Promise.all(
    files.map(async (name) => {
      const { default: rule } = (await import(pathToFileURL(join(FOLDER, name)).href)) as { default: Rule };
      return rule;
    }),
  );
  return rules.sort((a, b) => a.order - b.order);
}

/** Every file of `rules/`, in the order in which lists show them. A new rule is a new file there, and nothing else. */
export const RULES: readonly Rule[] = await loadRules();
