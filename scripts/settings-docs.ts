import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAdapters } from '../src/adapters.ts';
import { settingsMarkdown } from '../src/handbook/settings-page.ts';

/** Writes docs/handbook/settings.md anew, after a key of the settings or a source of an adapter has changed. */
writeFileSync(join(import.meta.dirname, '../docs/handbook/settings.md'), settingsMarkdown(await loadAdapters()));
