import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';

const FOLDER = join(import.meta.dirname, 'assets');

/** Addresses under which pages ask for the style sheet and the script. */
export interface AssetAddresses {
  readonly style: string;
  readonly script: string;
}

/** The address of an asset changes with its content, so browsers may keep it. */
export function serveAssets(app: Hono): AssetAddresses {
  const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
  const sheets = readdirSync(join(FOLDER, 'style')).filter((name) => name.endsWith('.css'));
  const style = sheets
    .sort()
    .map((name) => read(join('style', name)))
    .join('');
  serveOne(app, '/icon.svg', 'image/svg+xml', read('icon.svg'));
  return {
    style: serveOne(app, '/style.css', 'text/css', style),
    script: serveOne(app, '/page.js', 'text/javascript', read('page.js')),
  };
}

function serveOne(app: Hono, path: string, type: string, content: string): string {
  app.get(path, (context) =>
    context.body(content, 200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'private, max-age=31536000',
    }),
  );
  return `${path}?${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}
