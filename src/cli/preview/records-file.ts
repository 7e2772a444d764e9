import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'

/** The records in FILE (`-`: stdin): one a line, or a list, or one, or what `campaign show --json` writes. */
export async function readRecordsFile(shell: Shell, file: string): Promise<readonly unknown[]> {
  const content = await (file === '-' ? text(shell.stdin) : readFile(file, 'utf8')).catch(() => {
    throw new UsageError(`--with "${file}" cannot be read`, 'give the path of a file, or - for stdin')
  })
  const whole = jsonOf(content.replace(/^\uFEFF/, ''))
  const records = whole === undefined ? linesOf(content, file) : Array.isArray(whole) ? whole : [whole]
  if (records.length === 0) throw new UsageError(`--with "${file}" has no records`, 'one JSON object a line')
  return records.map(asRecord)
}

function linesOf(content: string, file: string): unknown[] {
  return content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const record = jsonOf(line)
      if (record !== undefined) return [record]
      throw new UsageError(`line ${index + 1} of "${file}" is not JSON`, 'one JSON object a line')
    })
}

/** What waits of a shown campaign, or else what it says. */
function asRecord(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('campaign' in record)) return record
  const { next } = record as { next?: { campaign?: unknown } | null }
  return next?.campaign ?? record.campaign
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
