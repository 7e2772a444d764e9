import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cpuMicroseconds } from './cpu-time.ts'

it.runIf(existsSync('/proc/self/stat'))('CPU time counts what a process computes, and not what it waits', async () => {
  const used = async (work: () => unknown): Promise<number> => {
    const before = cpuMicroseconds(process.pid) ?? Number.NaN
    await work()
    // The scheduler counts a slice when it ends.
    await new Promise((resolve) => setTimeout(resolve, 20))
    return (cpuMicroseconds(process.pid) ?? Number.NaN) - before
  }
  const computed = await used(() => {
    const until = process.cpuUsage().user + 200_000
    while (process.cpuUsage().user < until);
  })
  expect(computed).toBeGreaterThan(150_000)
})

it('a process that is not there has no CPU time', () => {
  expect(cpuMicroseconds(2 ** 30)).toBeNull()
})
