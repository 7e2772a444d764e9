import type { Readable } from 'node:stream'
import type { Output } from './output.ts'

/** Everything outside the process that a verb may use, so that tests can replace it. */
export interface Shell extends Output {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  /** Both stdin and stderr are a terminal, so a progress bar can be drawn. */
  readonly interactive: boolean
  readonly fetch: typeof fetch
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly processRuns: (pid: number) => boolean
}

/** Where the local stack keeps its address, its keys and its store. */
export function stateFolder(shell: Pick<Shell, 'environment'>): string {
  return shell.environment.FF_STATE || '.firstframe'
}
