import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkedLine, checkedText, damaged } from './checked-line.ts'
import type { Database, Entry } from './database.ts'
import { writeWhole } from './write-log.ts'

const FLUSH_BYTES = 1024 * 1024

/**
 * Writes the whole content, one key in each line, and last the number of keys, so that a cut file is noticed. The file
 * is written under a temporary name and then renamed, so that a file under its name is always complete.
 */
export function writeSnapshotFile(path: string, database: Database): void {
  const temporary = `${path}.partial`
  const file = openSync(temporary, 'w', 0o600)
  let pending: string[] = [checkedLine(JSON.stringify({ now: database.now }))]
  let [pendingBytes, keys] = [0, 0]
  const flush = () => {
    writeWhole(file, Buffer.from(`${pending.join('\n')}\n`))
    pending = []
    pendingBytes = 0
  }
  for (const [key, entry] of database) {
    const line = checkedLine(JSON.stringify([key, encode(entry), entry.expiresAt]))
    keys += 1
    pending.push(line)
    pendingBytes += line.length
    if (pendingBytes > FLUSH_BYTES) flush()
  }
  pending.push(checkedLine(JSON.stringify({ keys })))
  flush()
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, path)
  syncDirectory(dirname(path))
}

/** Fills an empty database; false when there is no such file. An error names the file and the damaged line. */
export function readSnapshotFile(path: string, database: Database): boolean {
  if (!existsSync(path)) return false
  const lines = readFileSync(path, 'utf8').split('\n')
  const keys = lines.length - 3
  if (keys < 0 || lines.at(-1) !== '' || checkedText(lines.at(-2) ?? '') !== JSON.stringify({ keys })) {
    throw new Error(`${path} is cut short; restore the directory from a copy, or remove it to start empty`)
  }
  lines.slice(0, -2).forEach((line, index) => {
    if (!takeLine(line, database)) throw damaged(path, index + 1)
  })
  return true
}

/** False: the line is neither the clock nor a key with its value. */
function takeLine(line: string, database: Database): boolean {
  try {
    const text = checkedText(line)
    if (text === null) return false
    if (text.startsWith('{')) database.advanceTo((JSON.parse(text) as { now: number }).now)
    else {
      const [key, encoded, expiresAt] = JSON.parse(text) as [string, EncodedEntry, number | null]
      database.put(key, { ...decode(encoded), expiresAt } as Entry)
    }
    return true
  } catch {
    return false
  }
}

/** A rename is durable only once its directory is. */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r')
  fsyncSync(directory)
  closeSync(directory)
}

type EncodedEntry =
  | { string: string }
  | { hash: [string, string][] }
  | { set: string[] }
  | { zset: [string, string][] }
  | { list: string[] }

function encode(entry: Entry): EncodedEntry {
  switch (entry.kind) {
    case 'string':
      return { string: entry.value }
    case 'hash':
      return { hash: [...entry.fields] }
    case 'set':
      return { set: [...entry.members] }
    case 'zset':
      return { zset: [...entry.scores].map(([member, score]) => [member, String(score)]) }
    case 'list':
      return { list: entry.items }
  }
}

function decode(encoded: EncodedEntry) {
  if ('string' in encoded) return { kind: 'string', value: encoded.string }
  if ('hash' in encoded) return { kind: 'hash', fields: new Map(encoded.hash) }
  if ('set' in encoded) return { kind: 'set', members: new Set(encoded.set) }
  if ('zset' in encoded)
    return { kind: 'zset', scores: new Map(encoded.zset.map(([name, score]) => [name, Number(score)])) }
  return { kind: 'list', items: encoded.list }
}
