import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { run } from '../../src/cli/run.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** An empty folder of its own, so that no running stack is found by accident. */
export const emptyState = () => mkdtemp(join(tmpdir(), 'ff-cli-'))

/** The command line as a script sees it: a process, its two streams, its exit code. */
export async function ff(args: readonly string[], environment: Environment = {}, stdin = ''): Promise<Ended> {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['src/cli/launch.mjs', ...args], {
    env: { PATH, HOME, FF_STATE: await emptyState(), ...environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.end(stdin)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

function gathered() {
  const stream = new PassThrough()
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return { stream, text: () => text }
}

/**
 * The same words without a process: fast enough for a table of mistakes.
 *
 * @param typed what somebody types at a terminal; null: it is no terminal
 */
export async function ffInside(
  args: readonly string[],
  environment: Environment = {},
  fetcher = fetch,
  typed: string | null = null,
): Promise<Ended> {
  const [out, err] = [gathered(), gathered()]
  const code = await run(args, {
    stdout: out.stream,
    stderr: err.stream,
    stdin: Readable.from(typed === null ? [] : [typed]),
    environment: { FF_STATE: '/nonexistent', ...environment },
    json: args.includes('--json'),
    colour: false,
    interactive: typed !== null,
    fetch: fetcher,
    now: () => Date.UTC(2026, 10, 22, 21, 30),
    wait: () => (typed === null ? Promise.resolve() : new Promise(() => undefined)),
    random: () => 0.5,
    processRuns: (pid) => pid === process.pid,
  })
  // The streams hand on what they hold in later turns of the loop.
  await new Promise((resolve) => setImmediate(resolve))
  return { code, stdout: out.text(), stderr: err.text() }
}
