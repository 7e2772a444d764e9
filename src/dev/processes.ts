import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Identifies a process, also when a later process gets the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** Start time by the kernel; null: the system does not tell it. */
  readonly started: string | null
}

const HAS_PROC = existsSync('/proc/self/stat')

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: statOf(pid)?.started ?? null }
}

/**
 * Whether this same process still runs; when the start time is unknown, a process with the number counts as the same.
 */
export function stillRuns({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: the process runs, but under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const now = statOf(pid)
  if (now?.state === 'Z') return false
  return started === null || now === null || now.started === started
}

/** The processes that a process has started and that still run. */
export function childrenOf(parent: number): readonly ProcessIdentity[] {
  if (!HAS_PROC) return psChildren(parent)
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return numbers.flatMap((name) => {
    const stat = statOf(Number(name))
    return stat?.parent === parent ? [{ pid: Number(name), started: stat.started }] : []
  })
}

/** The name of a process, such as `workerd`; null: unknown. */
export function nameOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return null
  }
}

/** The fields of /proc/<pid>/stat after the name; the name may hold spaces, but ends with the last ")". */
function statOf(pid: number): { readonly state: string; readonly parent: number; readonly started: string } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [state = '', parent = ''] = fields
    return { state, parent: Number(parent), started: fields[19] ?? '' }
  } catch {
    return null
  }
}

function psChildren(parent: number): readonly ProcessIdentity[] {
  try {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
    const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
    return pairs.flatMap(([pid, of]) => (of === parent && pid !== undefined ? [{ pid, started: null }] : []))
  } catch {
    return []
  }
}
