import { getOnce } from '../load/get-once.ts'
import { cpuMicroseconds } from '../tables/cpu-time.ts'
import type { ServedWorker } from '../workerd/configuration.ts'
import { serveWorker } from '../workerd/serve.ts'

/** A worker, and where it answers without reading anything. */
export interface Starter {
  readonly name: string
  readonly worker: ServedWorker
  readonly path: string
}

/**
 * Processor time of a fresh process until its first trivial answer, in milliseconds: that of the runtime, and what the worker's code
 * takes to be read and to begin. Null where `/proc` does not tell.
 */
export async function startTrial({ worker, path }: Starter, kvFolder: string): Promise<number | null> {
  const served = await serveWorker(worker, kvFolder)
  try {
    await getOnce(served.port, path)
    const used = cpuMicroseconds(served.pid)
    return used === null ? null : used / 1000
  } finally {
    await served.close()
  }
}
