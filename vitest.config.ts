import { defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './test/setup/eventually.ts'

/**
 * Files that have a process of their own: those that measure it, those that replace a module, and those that run
 * browsers, Workers and servers beside it, which end with it.
 */
const ALONE = [
  'test/bench/{bench,suites}.test.ts',
  'test/browser/**/*.test.ts',
  'test/dev/*.test.ts',
  'test/dev/{analytics,queues,store}/**/*.test.ts',
  'test/end-to-end/**/*.test.ts',
  'test/edge/let-go.test.ts',
  'test/publisher/**/{wrong-rules,access-feeds}.test.ts',
]

const shared = {
  environment: 'node',
  setupFiles: ['test/setup/cpu-time.ts', 'test/setup/put-back.ts', 'test/setup/fast-check.ts', 'test/setup/aead.ts'],
  // A test that starts workers or spawns the command line needs seconds on a small machine; none asserts a time.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: PATIENCE_MS } },
  pool: 'forks',
  maxWorkers: 2,
} as const

export default defineConfig({
  test: {
    reporters: ['default', './test/report/slow-files.ts', './test/report/left-out.ts'],
    globalSetup: ['test/setup/worker-bundles.ts'],
    projects: [
      { test: { ...shared, name: 'alone', include: ALONE, isolate: true } },
      // One after another in the same process, which reads the sources and the rules once: most files import for longer
      // than they test. What such a file changes outside of itself, it puts back.
      { test: { ...shared, name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false } },
    ],
  },
})
