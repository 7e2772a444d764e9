import { createInterface } from 'node:readline/promises'
import type { Shell } from './shell.ts'

/** Asks a yes/no question; any answer other than yes, or none, means no. */
export async function confirmed(shell: Shell, question: string): Promise<boolean> {
  shell.stderr.write(`${question} [y/N] `)
  const lines = createInterface({ input: shell.stdin })
  try {
    for await (const line of lines) return /^y(es)?$/i.test(line.trim())
    return false
  } finally {
    lines.close()
  }
}
