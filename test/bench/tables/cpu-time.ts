import { readdirSync, readFileSync } from 'node:fs'

/** Of the counters in `/proc/<pid>/stat`: Linux counts a hundred a second there, whatever its own clock. */
const TICK_MICROSECONDS = 10_000

/**
 * The processor time of a process so far, all its threads, in microseconds; null where `/proc` does not tell. The
 * scheduler's own count is exact, but without threads that ended; where it is off, there are ticks of 10 ms.
 */
export function cpuMicroseconds(pid: number): number | null {
  return scheduled(pid) ?? ticked(pid)
}

function scheduled(pid: number): number | null {
  try {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
      const [ran = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
      return Number(ran)
    })
    const sum = nanoseconds.reduce((all, each) => all + each, 0)
    return sum > 0 ? sum / 1000 : null
  } catch {
    return null
  }
}

function ticked(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold spaces: state is the third field, user and system time are the 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS
  } catch {
    return null
  }
}
