import { spawn, spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openStore } from '../../src/dev/store/open-store.ts'
import { countOf } from '../../src/schedule/reports/counters/counter-score.ts'
import type { Ended } from '../cli/command-line.ts'
import { eventually } from '../setup/eventually.ts'

/** As long as a start may take. */
const SAYS_MS = 240_000

export const ROOT = join(import.meta.dirname, '..', '..')

/** A local stack as a user has it: one command in a terminal, ended by Ctrl-C. */
export interface StackProcess {
  readonly state: string
  readonly edgeUrl: string
  readonly opsUrl: string
  readonly opsToken: string
  readonly pid: number
  /** What was printed so far. */
  output(): string
  /** Resolves once it has printed such words: behind a start, minutes later on a busy machine. */
  says(words: RegExp): Promise<string>
  /** Sends a signal to the whole foreground group, as a terminal does; how it ended. */
  interrupt(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null>
  /** Ends npm alone, as a supervisor does that knows no more than the id of what it started; how it all ended. */
  endLauncher(): Promise<number | null>
  /** Kills the stack's own process, which then can end nothing; resolves once npm has noticed. */
  kill(): Promise<number | null>
  /** What still runs of the group. */
  leftovers(): readonly string[]
}

/** What `npm start` runs, with any free ports; resolves at the line `ready`. */
export async function startStack(state: string, flags: readonly string[]): Promise<StackProcess> {
  const args = ['start', '--', '--state', state, '--port', '0', '--ops-port', '0', ...flags]
  const { REDIS_URL: _ignored, ...environment } = process.env
  const child = spawn('npm', args, { cwd: ROOT, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<void>((resolve) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      if (/^ready$/m.test(output)) resolve()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
  })
  const group = child.pid ?? 0
  const failed = ended.then((code) => {
    throw new Error(`the stack ended with ${code} before it was ready:\n${output}`)
  })
  await Promise.race([ready, failed])
  // Its own file; the command line reads the same.
  const stack = JSON.parse(await readFile(join(state, 'stack.json'), 'utf8')) as Omit<StackProcess, 'state'>
  return {
    ...stack,
    state,
    output: () => output,
    says: (words) =>
      eventually(
        () => output,
        (printed) => words.test(printed),
        SAYS_MS,
      ),
    interrupt: (signal) => {
      if (group > 0 && leftovers(group).length > 0) process.kill(-group, signal)
      return ended
    },
    endLauncher: () => {
      child.kill('SIGTERM')
      return ended
    },
    kill: () => {
      process.kill(stack.pid, 'SIGKILL')
      return ended
    },
    leftovers: () => leftovers(group),
  }
}

function leftovers(group: number): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => new RegExp(`^\\s*${group}\\s+[^Z]`).test(line))
}

/** The command line as a user has it, pointed at a stack. */
export async function ff(state: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['src/cli/launch.mjs', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, FF_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

/** As `ff`, for what answers with a document; fails with what was said when the exit code is another. */
export async function ffJson<Document>(state: string, code: number, ...args: string[]): Promise<Document> {
  const ended = await ff(state, ...args, '--json')
  if (ended.code !== code) throw new Error(`ff ${args.join(' ')} ended with ${ended.code}:\n${ended.stderr}`)
  return JSON.parse(ended.stdout) as Document
}

/** Counters of assets in dach on all days, from the store's own files: each write is a line of its log. */
export async function storedCounts(state: string): Promise<Record<string, number>> {
  const scores: Record<string, number> = {}
  for (const name of await readdir(join(state, 'store'))) {
    if (!name.startsWith('log-')) continue
    for (const line of (await readFile(join(state, 'store', name), 'utf8')).split('\n')) {
      if (!line.includes('results:dach:')) continue
      const { commands } = JSON.parse(line.slice(line.indexOf('{'))) as { commands: string[][] }
      for (const [command, key, option, ...pairs] of commands) {
        if (command?.toUpperCase() !== 'ZADD' || option?.toUpperCase() !== 'GT' || !key?.startsWith('results:dach:'))
          continue
        for (let at = 0; at + 1 < pairs.length; at += 2) {
          const field = `${key} ${pairs[at + 1]}`
          scores[field] = Math.max(scores[field] ?? 0, Number(pairs[at]))
        }
      }
    }
  }
  const counts: Record<string, number> = {}
  for (const [at, score] of Object.entries(scores)) {
    const field = at.slice(at.indexOf(' ') + 1)
    counts[field] = (counts[field] ?? 0) + countOf(score)
  }
  return counts
}

/** Impressions among counters of assets. */
export function impressionsIn(counts: Readonly<Record<string, number>>): number {
  return Object.entries(counts).reduce((sum, [field, count]) => sum + (field.includes(':impression:') ? count : 0), 0)
}

/** Impressions that a stack which has ended has counted in dach, today or, when midnight was just now, the day before. */
export async function impressionsStored(folder: string): Promise<number> {
  const store = await openStore({ directory: join(folder, 'store') })
  let impressions = 0
  for (const at of [Date.now(), Date.now() - 86_400_000]) {
    const day = new Date(at).toISOString().slice(0, 10)
    const flat = (await store.execute(['ZRANGE', `results:dach:${day}`, '0', '-1', 'WITHSCORES'])) as readonly string[]
    const scores = flat.flatMap((word, index) =>
      index % 2 === 0 ? [[word, countOf(Number(flat[index + 1]))] as const] : [],
    )
    impressions += impressionsIn(Object.fromEntries(scores))
  }
  await store.close()
  return impressions
}

/** The records of an export, without what it says of itself: when it was made, and its hash. */
export async function recordsOf(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => /"type":"(title|asset|campaign|takedown)"/.test(line))
}
