import { cpuMicroseconds } from '../tables/cpu-time.ts'
import type { Served } from '../workerd/serve.ts'

/** Processor time of a server while it works, in microseconds, all its threads. */
export async function cpuOf({ pid }: Served, work: () => Promise<unknown>): Promise<number> {
  const before = cpuMicroseconds(pid)
  await work()
  const after = cpuMicroseconds(pid)
  if (before === null || after === null) throw new Error('feeds: nothing here tells what a process computed')
  return after - before
}
