import { readFileSync } from 'node:fs'

/** Memory of a process: resident now (`VmRSS`), or at most so far (`VmHWM`), in bytes; null where `/proc` does not tell. */
export function statusBytes(pid: number, field: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))
    return line ? Number(line[1]) * 1024 : null
  } catch {
    return null
  }
}
