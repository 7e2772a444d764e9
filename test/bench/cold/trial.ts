import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { HOT_PATHS } from '../http/product-targets.ts'
import { getOnce } from '../load/get-once.ts'
import { fire } from '../load/raw-client.ts'
import { cpuMicroseconds } from '../tables/cpu-time.ts'
import type { ServedWorker } from '../workerd/configuration.ts'
import { serveWorker } from '../workerd/serve.ts'

/** A service whose first answer is timed. */
export interface ColdContender {
  readonly name: string
  readonly worker: ServedWorker
  readonly kvFolder: string
  /** Whether an answer is the one to wait for, and not one that only bridges the time until then. */
  readonly settled: (body: string) => boolean
  /** What it is asked afterwards, before its memory is measured. */
  readonly requests: readonly string[]
}

/** What one fresh process did. */
export interface Trial {
  /** Until its very first answer. */
  readonly firstMs: number
  /** Until the first answer that was the one to wait for. */
  readonly settledMs: number
  /** Processor time of the process until then, milliseconds; null where `/proc` does not tell. */
  readonly settledCpuMs: number | null
  /** How far its resident memory grew until then, and after more answers; null where no process tells. */
  readonly grownMb: { readonly first: number; readonly later: number } | null
}

/** A fresh isolate that has not answered by then is not slow, but broken. */
const LONGEST_MS = 60_000

/** Starts a fresh process, asks it until it is settled, loads it for a moment, and ends it. */
export async function coldTrial(contender: ColdContender, loadMs: number): Promise<Trial> {
  const served = await serveWorker(contender.worker, contender.kvFolder)
  try {
    const before = await residentMb(served.pid)
    const cpuBefore = cpuMicroseconds(served.pid)
    const startedAt = performance.now()
    let firstMs: number | null = null
    for (;;) {
      const body = await getOnce(served.port, HOT_PATHS[0] ?? '/')
      const elapsedMs = performance.now() - startedAt
      firstMs ??= elapsedMs
      if (contender.settled(body)) {
        const cpu = cpuMicroseconds(served.pid)
        const settledCpuMs = cpu === null || cpuBefore === null ? null : (cpu - cpuBefore) / 1000
        const first = await residentMb(served.pid)
        await settledLoad(contender, served.port, loadMs)
        const later = await residentMb(served.pid)
        const grownMb =
          before === null || first === null || later === null ? null : { first: first - before, later: later - before }
        return { firstMs, settledMs: elapsedMs, settledCpuMs, grownMb }
      }
      if (elapsedMs > LONGEST_MS) throw new Error(`${contender.name} did not settle: ${body.slice(0, 300)}`)
    }
  } finally {
    await served.close()
  }
}

async function settledLoad({ name, requests }: ColdContender, port: number, durationMs: number): Promise<void> {
  const { problem } = await fire({ port, requests, concurrency: 4, durationMs })
  if (problem !== null) throw new Error(`${name}: ${problem}`)
}

/** Megabytes of a process that are in memory; null where there is no `ps`. */
async function residentMb(pid: number): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
    return Number(stdout) / 1024
  } catch {
    return null
  }
}
