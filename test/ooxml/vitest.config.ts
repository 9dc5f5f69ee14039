import { defineConfig } from 'vitest/config';

/** Checks that need a validator of their own; run when called for, not with the tests. */
export default defineConfig({
  test: { include: ['test/ooxml/*.check.ts'], testTimeout: 120_000, hookTimeout: 300_000, pool: 'forks' },
});
