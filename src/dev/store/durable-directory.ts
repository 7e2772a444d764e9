import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from './database.ts'
import { lockDirectory } from './directory-lock.ts'
import { type LoggedWrite, replay, type WriteLog } from './embedded-backend.ts'
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file.ts'
import { openLogFile, readLogFile } from './write-log.ts'

/** A log is folded into a snapshot when it reaches this size, and at every opening. */
const COMPACT_AT_BYTES = 64 * 1024 * 1024

export interface DurableDirectory {
  readonly database: Database
  readonly log: WriteLog
}

/**
 * A store's directory: `snapshot-<n>.jsonl` contains everything before `log-<n>.jsonl`. Folding writes snapshot n+1.
 * Once that exists under its name, both older files are ignored, even if the process ends before it deletes them. So no
 * write is ever applied twice, or lost.
 */
export function openDurableDirectory(
  directory: string,
  warn: (message: string) => void,
  compactAtBytes = COMPACT_AT_BYTES,
): DurableDirectory {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const lock = lockDirectory(directory)
  try {
    return openLocked(directory, warn, compactAtBytes, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

function openLocked(
  directory: string,
  warn: (message: string) => void,
  compactAtBytes: number,
  release: () => void,
): DurableDirectory {
  const pathOf = (kind: 'snapshot' | 'log', number: number) => join(directory, `${kind}-${number}.jsonl`)
  const database = new Database()
  let generation = newestGeneration(directory)
  const known = readSnapshotFile(pathOf('snapshot', generation), database)
  if (existsSync(pathOf('log', generation))) {
    // Every log except the first belongs to a snapshot; without that snapshot, the data that the log changes is
    // missing.
    if (!known && generation > 0) throw missing(pathOf('snapshot', generation), pathOf('log', generation))
    readLogFile(pathOf('log', generation), (entry) => replay(database, entry), warn)
  } else if (known && !hasOlder(directory, generation)) {
    throw missing(pathOf('log', generation), pathOf('snapshot', generation))
  }

  const compact = () => {
    writeSnapshotFile(pathOf('snapshot', generation + 1), database)
    generation += 1
    const opened = openLogFile(pathOf('log', generation))
    // Written last, so that a snapshot without a log means that the log was lost, not that it was never begun.
    removeOlder(directory, generation)
    return opened
  }

  let file = compact()
  return {
    database,
    log: {
      // Before the append: a snapshot must not hold a write that its log holds too.
      append(entry: LoggedWrite) {
        if (file.size() > compactAtBytes) {
          file.close()
          file = compact()
        }
        file.append(entry)
      },
      close() {
        file.close()
        release()
      },
    },
  }
}

const GENERATION = /^(?:snapshot|log)-(\d+)\.jsonl$/

function newestGeneration(directory: string): number {
  return Math.max(0, ...readdirSync(directory).map((name) => Number(GENERATION.exec(name)?.[1] ?? 0)))
}

function hasOlder(directory: string, generation: number): boolean {
  return readdirSync(directory).some((name) => Number(GENERATION.exec(name)?.[1] ?? generation) < generation)
}

function missing(path: string, there: string): Error {
  return new Error(
    `${path} is missing, and ${there} is there; restore the directory from a copy, or remove it to start empty`,
  )
}

function removeOlder(directory: string, generation: number): void {
  for (const name of readdirSync(directory)) {
    const number = GENERATION.exec(name)?.[1]
    if (number !== undefined && Number(number) < generation) rmSync(join(directory, name))
  }
}
