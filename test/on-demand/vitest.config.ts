import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/on-demand/**/*.test.ts'],
    // a package may have to be fetched first
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
  },
});
