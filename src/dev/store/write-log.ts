import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { ReplyError } from './backend.ts'
import { checkedLine, checkedText, damaged } from './checked-line.ts'
import type { LoggedWrite, WriteLog } from './embedded-backend.ts'

/**
 * A power failure loses at most this much; a crash of the process loses nothing, because the system has every write.
 */
const FSYNC_INTERVAL_MS = 1000

export interface LogFile extends WriteLog {
  /** Length in bytes. */
  size(): number
}

/**
 * An append-only file with one executed write (or transaction) in each line. It is fsynced once a second when it has
 * changed, and on close. A line that was written only in part is cut off again.
 */
export function openLogFile(path: string, fsyncIntervalMs = FSYNC_INTERVAL_MS): LogFile {
  const file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  let unsynced = false
  const sync = () => {
    if (unsynced) fsyncSync(file)
    unsynced = false
  }
  const timer = setInterval(sync, fsyncIntervalMs)
  timer.unref()

  return {
    size: () => size,
    append(entry) {
      const line = Buffer.from(`${checkedLine(JSON.stringify(entry))}\n`)
      try {
        writeWhole(file, line)
      } catch (error) {
        ftruncateSync(file, size)
        throw new ReplyError(
          `MISCONF the store could not write its log, nothing was changed: ${(error as Error).message}`,
        )
      }
      size += line.length
      unsynced = true
    },
    close() {
      clearInterval(timer)
      sync()
      closeSync(file)
    },
  }
}

export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

/**
 * Reads the log's entries. A last line without its end, because the process died during the write, is dropped with a
 * warning; any other damaged line is an error. The caller must fold the log into a snapshot before it appends more.
 */
export function readLogFile(path: string, apply: (entry: LoggedWrite) => void, warn: (message: string) => void): void {
  const bytes = readFileSync(path)
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    line += 1
    const newline = bytes.indexOf(0x0a, from)
    const until = newline === -1 ? bytes.length : newline
    const entry = parseEntry(bytes.toString('utf8', from, until))
    if (entry === null && newline !== -1) throw damaged(path, line)
    if (entry === null) {
      warn(`${path} line ${line} is torn (the process ended in mid-write): dropped, ${until - from} bytes`)
      return
    }
    apply(entry)
    from = until + 1
  }
}

function parseEntry(line: string): LoggedWrite | null {
  try {
    const text = checkedText(line)
    const entry: unknown = text === null ? null : JSON.parse(text)
    return isLoggedWrite(entry) ? entry : null
  } catch {
    return null
  }
}

function isLoggedWrite(entry: unknown): entry is LoggedWrite {
  if (typeof entry !== 'object' || entry === null || !('at' in entry) || !('commands' in entry)) return false
  return typeof entry.at === 'number' && Array.isArray(entry.commands)
}
