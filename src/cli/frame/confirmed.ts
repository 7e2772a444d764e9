import { createInterface } from 'node:readline/promises'
import type { Shell } from './shell.ts'

/** Asks a question that takes a yes; every other answer, and none at all, is a no. */
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
