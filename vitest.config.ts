import { defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './test/setup/eventually.ts'

/**
 * Rooms whose files run one after another in the same process, which reads the sources and the rules once: most of them
 * import for longer than they test. What such a file changes outside of itself, it puts back.
 */
const TOGETHER = [
  'answer',
  'canary',
  'cli',
  'compile',
  'decide',
  'experiment',
  'edge/{answers,replay,request,residence,token}',
  'ingest',
  'learn',
  'model',
  'rules',
  'schedule',
  'snapshot',
  'viewers',
].map((room) => `test/${room}/**/*.test.ts`)
// But for two that replace a module, and one that looks at what the process still holds.
TOGETHER.push('test/publisher/**/!(wrong-rules|access-feeds).test.ts', 'test/edge/!(let-go).test.ts')

const shared = {
  environment: 'node',
  setupFiles: ['test/setup/cpu-time.ts', 'test/setup/fast-check.ts', 'test/setup/aead.ts'],
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
      { test: { ...shared, name: 'together', include: TOGETHER, isolate: false } },
      // A process for each file: these measure it, replace modules, or run browsers, Workers and servers beside it.
      { test: { ...shared, name: 'alone', include: ['test/**/*.test.ts'], exclude: TOGETHER, isolate: true } },
    ],
  },
})
