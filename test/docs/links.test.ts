import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allDocuments, localLinks, ROOT } from './documents.ts';

describe('every link of a document to something in this repository leads somewhere', () => {
  test.each(allDocuments())('%s', (document) => {
    expect(localLinks(document).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

test('pictures stay small enough for a page that opens at once', () => {
  const pictures = allDocuments()
    .flatMap(localLinks)
    .filter((target) => /\.(png|svg)$/.test(target));
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) expect(statSync(join(ROOT, picture)).size, picture).toBeLessThan(200 * 1024);
});
