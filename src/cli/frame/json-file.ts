import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { UsageError } from './refusal.ts'
import type { Shell } from './shell.ts'

/** The JSON in FILE (`-`: stdin). @throws UsageError when it is not there, or no JSON */
export async function readJsonFile(shell: Shell, file: string): Promise<unknown> {
  const content = await (file === '-' ? text(shell.stdin) : readFile(file, 'utf8')).catch(() => {
    throw new UsageError(`FILE "${file}" cannot be read`, 'give the path of a file, or - for stdin')
  })
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UsageError(`FILE "${file}" is not JSON`, error instanceof Error ? error.message : null)
  }
}
