import type { Readable } from 'node:stream'
import type { Output } from './output.ts'

/** All that a verb may touch of the world around it, so that a test can hand it another one. */
export interface Shell extends Output {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  /** Both ends are a terminal: a bar may be drawn over itself. */
  readonly interactive: boolean
  readonly fetch: typeof fetch
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** From 0 up to 1. */
  readonly random: () => number
  readonly processRuns: (pid: number) => boolean
}

/** Where the local stack keeps its address, its keys and its store. */
export function stateFolder(shell: Pick<Shell, 'environment'>): string {
  return shell.environment.FF_STATE || '.firstframe'
}
