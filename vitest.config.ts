import { defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './test/setup/eventually.ts'

/**
 * Files that have a process of their own: those that measure it, those that replace a module, those that run browsers,
 * Workers and servers beside it, which end with it, and long simulations, which take half as long again in a process
 * that has run other files before.
 */
const ALONE = [
  'test/bench/{bench,suites}.test.ts',
  'test/browser/**/*.test.ts',
  'test/dev/*.test.ts',
  'test/dev/{analytics,queues,store}/**/*.test.ts',
  'test/end-to-end/**/*.test.ts',
  'test/edge/let-go.test.ts',
  'test/learn/simulation/**/*.test.ts',
  'test/publisher/**/{wrong-rules,access-feeds}.test.ts',
  'test/trial/**/*.test.ts',
]

/** Rooms of the core; those of its shells follow them in processes of their own, for each file leaves some memory behind. */
const CORE = [
  'answer',
  'canary',
  'compile',
  'decide',
  'experiment',
  'history',
  'ingest',
  'learn',
  'lint',
  'model',
  'off-policy',
  'profile',
  'replay',
  'rules',
  'schedule',
  'snapshot',
  'units',
  'viewers',
].map((room) => `test/${room}/**/*.test.ts`)

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
      // than they test. What such a file changes outside of itself, it puts back. Projects run in the order of their names.
      { test: { ...shared, name: 'core', include: CORE, exclude: ALONE, isolate: false } },
      {
        test: {
          ...shared,
          name: 'shells',
          include: ['test/**/*.test.ts'],
          exclude: [...CORE, ...ALONE],
          isolate: false,
        },
      },
    ],
  },
})
