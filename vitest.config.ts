import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/report/slow-files.ts'],
    globalSetup: ['test/setup/worker-bundles.ts'],
    setupFiles: ['test/setup/cpu-time.ts', 'test/setup/fast-check.ts', 'test/setup/aead.ts'],
    // A test that starts workers or spawns the command line needs seconds on a small machine; none asserts a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
