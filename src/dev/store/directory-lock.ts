import { mkdirSync, readFileSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf, type ProcessIdentity, stillRuns } from '../processes.ts'

/** A lock for one process on a directory: two writers would mix their logs. */
export interface DirectoryLock {
  release(): void
}

const heldHere = new Set<string>()

/** Takes the lock, also from a process that has ended; a holder that still runs is an error, which names it. */
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(directory, 'lock')
  const claim = () => writeFileSync(path, JSON.stringify(identityOf(process.pid)), { flag: 'wx', mode: 0o600 })
  if (!tryTo(claim, 'EEXIST')) takeOver(directory, path, claim)
  heldHere.add(path)
  return {
    release() {
      if (heldHere.delete(path)) unlinkSync(path)
    },
  }
}

/** Only one process at a time may replace a stale lock; the atomic `mkdir` ensures this. */
function takeOver(directory: string, path: string, claim: () => void): void {
  const referee = join(directory, 'lock.takeover')
  if (!tryTo(() => mkdirSync(referee), 'EEXIST')) {
    throw new Error(
      `${referee} exists: another process is taking over this store; if none is, remove it and start again`,
    )
  }
  try {
    const holder = readHolder(path)
    if (holder !== null && isAlive(holder, path)) {
      throw new Error(
        `the store in ${directory} is in use by process ${holder.pid}; stop it, or give this one another directory`,
      )
    }
    tryTo(() => renameSync(path, `${path}.stale`), 'ENOENT')
    claim()
  } finally {
    rmdirSync(referee)
  }
}

/** null: unreadable, because a crash interrupted the write. */
function readHolder(path: string): ProcessIdentity | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || typeof holder.pid !== 'number')
      return null
    const started = 'started' in holder && typeof holder.started === 'string' ? holder.started : null
    return { pid: holder.pid, started }
  } catch {
    return null
  }
}

function isAlive(holder: ProcessIdentity, path: string): boolean {
  return holder.pid === process.pid ? heldHere.has(path) : stillRuns(holder)
}

function tryTo(act: () => void, expected: string): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === expected) return false
    throw error
  }
}
