import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The edge worker as `wrangler deploy` would upload it, or why it could not be built. */
    edgeBundle: { readonly script: string } | { readonly problem: string }
  }
}

const ROOT = join(import.meta.dirname, '..', '..')
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_SEND_ERROR_REPORTS: 'false', WRANGLER_HIDE_BANNER: 'true' }

/**
 * Bundles the edge worker once per run, by wrangler's dry run: what is tested is what deploys. A bundle that
 * cannot be built fails the tests that ask for it, not those of every other room.
 */
export default async function provideEdgeBundle(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-edge-'))
  try {
    project.provide('edgeBundle', await bundle(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bundle(folder: string): Promise<{ readonly script: string } | { readonly problem: string }> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin', 'wrangler.js')
  const child = spawn(process.execPath, [wrangler, 'deploy', '--dry-run', '--env=', '--outdir', folder], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) return { problem: output }
  return { script: await readFile(join(folder, 'worker.js'), 'utf8') }
}
