import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root, where `wrangler.toml` stands. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** A Worker as `wrangler deploy` would upload it: one ES module. */
export interface Bundles {
  readonly edge: string
  readonly publisher: string
}

/** No look-ups, no telemetry, no banner: nothing here needs the network. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
} as const

/** Builds both Workers with wrangler's dry run: the bundles that deploy, from the configuration that deploys. */
export async function bundleWorkers(folder: string): Promise<Bundles> {
  const [edge, publisher] = await Promise.all([
    bundle('', join(folder, 'edge')),
    bundle('publisher', join(folder, 'publisher')),
  ])
  return { edge, publisher }
}

async function bundle(environment: string, outdir: string): Promise<string> {
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
  const [script] = (await readdir(outdir)).filter((name) => name.endsWith('.js'))
  if (script === undefined) throw new Error(`no bundle in ${outdir}`)
  return readFile(join(outdir, script), 'utf8')
}
