import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WorkerOptions } from 'miniflare'

/** The project's root, with `wrangler.toml`. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** A Worker in the form that `wrangler deploy` uploads: an ES module, and the WebAssembly modules that it imports. */
export interface WorkerBundle {
  readonly script: string
  /** By the names in the script's imports; in base64, so that a bundle can be stored as text. */
  readonly wasm: readonly { readonly name: string; readonly base64: string }[]
  /** What `wrangler.toml` says of it, as wrangler reads it; plain data, that travels as text. */
  readonly settings: WorkerSettings
}

/** Miniflare's words for all of a Worker but its code and its name. */
export type WorkerSettings = Omit<WorkerOptions, 'modules' | 'name'>

export interface Bundles {
  readonly edge: WorkerBundle
  readonly publisher: WorkerBundle
}

/** A bundle as Miniflare's modules, the worker itself first. */
export function modulesOf({ script, wasm }: WorkerBundle) {
  return [
    { type: 'ESModule' as const, path: 'worker.js', contents: script },
    ...wasm.map(({ name, base64 }) => ({
      type: 'CompiledWasm' as const,
      path: name,
      contents: new Uint8Array(Buffer.from(base64, 'base64')),
    })),
  ]
}

/** No look-ups, no telemetry and no banner, because a build needs no network. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
} as const

/** Builds both Workers with wrangler's dry run: the same bundles, from the same configuration, as a deployment. */
export async function bundleWorkers(folder: string): Promise<Bundles> {
  const [edge, publisher] = await Promise.all([
    bundle('', join(folder, 'edge')),
    bundle('publisher', join(folder, 'publisher')),
  ])
  return { edge, publisher }
}

async function bundle(environment: string, outdir: string): Promise<WorkerBundle> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin', 'wrangler.js')
  const child = spawn(process.execPath, [wrangler, 'deploy', '--dry-run', `--env=${environment}`, '--outdir', outdir], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`the ${environment || 'edge'} worker could not be bundled:\n${output}`)
  const files = await readdir(outdir)
  const script = files.find((name) => name.endsWith('.js'))
  if (script === undefined) throw new Error(`no bundle in ${outdir}`)
  const modules = files.filter((name) => name.endsWith('.wasm'))
  return {
    settings: await settingsOf(environment),
    script: await readFile(join(outdir, script), 'utf8'),
    wasm: await Promise.all(
      modules.map(async (name) => ({ name, base64: await readFile(join(outdir, name), 'base64') })),
    ),
  }
}

/** Wrangler alone takes two seconds of CPU to load: kept with the bundle, it is needed for no start. */
async function settingsOf(environment: string): Promise<WorkerSettings> {
  // It warns of every variable that one Worker has and the other, on purpose, has not.
  process.env.WRANGLER_LOG ??= 'error'
  const { unstable_getMiniflareWorkerOptions: workerOptions } = await import('wrangler')
  const named = environment === '' ? undefined : environment
  return JSON.parse(JSON.stringify(workerOptions(join(ROOT, 'wrangler.toml'), named).workerOptions))
}
