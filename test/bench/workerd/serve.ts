import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { getOnce } from '../load/get-once.ts'
import { READS_PATH, type ServedWorker, workerdConfiguration } from './configuration.ts'

/** A process that answers HTTP on loopback. */
export interface Served {
  readonly port: number
  readonly pid: number
  /** How many values were read from KV so far; null: this one has no KV. */
  readonly kvReads: (() => Promise<number>) | null
  close(): Promise<void>
}

/** One that has a KV, which says over a socket of its own what it was asked for. */
interface ServedWithKv extends Served {
  readonly readsPort: number
}

/** From its start to its first listening socket; on a busy machine, too. */
const START_MS = 60_000

/** The runtime that Miniflare and wrangler start; it is theirs, so it is found through them. */
function workerdBinary(): string {
  const miniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'))
  const workerd: unknown = miniflare('workerd')
  if (typeof workerd === 'object' && workerd !== null && 'default' in workerd && typeof workerd.default === 'string') {
    return workerd.default
  }
  throw new Error('the package workerd names no binary')
}

/** Starts a process of workerd with one worker, cold, whose KV namespace holds the files of a folder. */
export async function serveWorker(worker: ServedWorker, kvFolder: string): Promise<ServedWithKv> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-workerd-'))
  const files = new Map(worker.modules.map((module, index) => [module, `module-${index}`]))
  const config = workerdConfiguration(worker, { kvFolder, fileOf: (module) => files.get(module) ?? '' })
  await mkdir(kvFolder, { recursive: true })
  await Promise.all([...files].map(([{ contents }, file]) => writeFile(join(folder, file), contents)))
  await writeFile(join(folder, 'config.capnp'), config)
  const args = ['serve', '--control-fd=3', join(folder, 'config.capnp'), 'config']
  const child = spawn(workerdBinary(), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const close = async (): Promise<void> => {
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { http, reads } = await listening(child)
    const kvReads = async () => Number(await getOnce(reads, READS_PATH))
    return { port: http, readsPort: reads, pid: child.pid ?? 0, kvReads, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Ends a process that we started, and waits for it. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** The ports of its sockets, once it listens on them. */
function listening(child: ChildProcess): Promise<{ readonly http: number; readonly reads: number }> {
  const [, , , control] = child.stdio
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4000)
  })
  // No run outlives the bench that started it.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`workerd ${why}\n${complaints}`))
    const timer = setTimeout(() => fail(`did not listen within ${START_MS} ms`), START_MS)
    child.once('error', (error) => fail(`did not start: ${error.message}`))
    child.once('exit', (code) => fail(`ended with code ${code}`))
    let told = ''
    ;(control as Readable).on('data', (chunk: Buffer) => {
      told += chunk.toString()
      const [http, reads] = ['http', 'reads'].map(
        (name) => new RegExp(`"socket":"${name}","port":(\\d+)`).exec(told)?.[1],
      )
      if (http === undefined || reads === undefined) return
      clearTimeout(timer)
      resolve({ http: Number(http), reads: Number(reads) })
    })
  })
}
