import { defineConfig } from 'vitest/config';

/** Checks against a mail server of the system's packages; run when called for, not with the tests. */
export default defineConfig({
  test: {
    include: ['test/mail-server/*.check.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
