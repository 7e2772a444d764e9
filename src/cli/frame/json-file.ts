import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { plain } from './output.ts'
import { UsageError } from './refusal.ts'
import { repeatedMember } from './repeated-member.ts'
import type { Shell } from './shell.ts'

/** The JSON in FILE (`-`: stdin). @throws UsageError when it is not there, no JSON, or has a member of an object twice */
export async function readJsonFile(shell: Shell, file: string): Promise<unknown> {
  const content = await (file === '-' ? text(shell.stdin) : readFile(file, 'utf8')).catch(() => {
    throw new UsageError(`FILE "${file}" cannot be read`, 'give the path of a file, or - for stdin')
  })
  const value = parsed(content.replace(/^\uFEFF/, ''), file)
  const twice = repeatedMember(content)
  if (twice === null) return value
  throw new UsageError(
    `FILE "${file}" has "${plain(twice)}" twice`,
    'leave one of the two out: JSON does not say which counts',
  )
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new UsageError(`FILE "${file}" is not JSON`, error instanceof Error ? error.message : null)
  }
}
