import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Bundles, bundleWorkers, ROOT, type WorkerBundle } from '../../src/dev/stack/bundle-workers.ts'
import { keptBundles } from '../../src/dev/stack/kept-bundles.ts'

interface Problem {
  readonly problem: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Both workers as `wrangler deploy` would upload them, or why they could not be built. */
    workerBundles: Bundles | Problem
    /** The edge worker alone. */
    edgeBundle: WorkerBundle | Problem
  }
}

/**
 * Both workers once per run, built by wrangler's dry run: what is tested is what deploys. They are built anew when
 * something that they are made of has changed. Bundles that cannot be built fail the tests that ask for them, not those of every other room.
 */
export default async function provideWorkerBundles(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bundles-'))
  try {
    const bundles = await keptBundles(ROOT, () => bundleWorkers(folder))
    project.provide('workerBundles', bundles)
    project.provide('edgeBundle', bundles.edge)
  } catch (error) {
    const problem = { problem: error instanceof Error ? error.message : String(error) }
    project.provide('workerBundles', problem)
    project.provide('edgeBundle', problem)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
