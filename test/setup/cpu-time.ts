import { readFileSync } from 'node:fs'
import { afterAll } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** CPU milliseconds that the file took: its process, its imports, its tests, and every child that has ended. */
    cpuMs?: number
  }
}

/** What the files before this one took, where several share a process. */
const BEFORE = Symbol.for('firstframe.cpu-time-before')
const shared = globalThis as { [BEFORE]?: number }

/** Registered before any hook of the file, so it runs behind them all. */
// biome-ignore lint/correctness/noEmptyPattern: vitest wants the pattern, and nothing of it is needed.
afterAll(({}, file) => {
  const spent = spentMs()
  file.file.meta.cpuMs = spent - (shared[BEFORE] ?? 0)
  shared[BEFORE] = spent
})

function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + childrenMs()
}

/** Linux counts children that were waited for, in hundredths of a second; elsewhere they are left out. */
function childrenMs(): number {
  if (process.platform !== 'linux') return 0
  // The name, in brackets, may hold spaces; `cutime` and `cstime` are the 14th and 15th words behind it.
  const words = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(words[13]) + Number(words[14])) * 10
}
