import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // two cores; browser and process tests need time on a busy machine, and no assertion is about time
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
