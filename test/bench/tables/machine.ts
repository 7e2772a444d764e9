import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os'

/** Where a result was measured: numbers of two machines are not to be compared. */
export function machine() {
  return {
    measuredAt: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    system: `${type()} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    /** Over a minute and five: above the cores, others compute as well. */
    load: loadavg().slice(0, 2),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  }
}

function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return null
  }
}
