import { build } from 'esbuild'
import { Miniflare } from 'miniflare'

/** A module as a Worker of its own, in workerd, with the date and flags of the deployed ones. */
export async function startBareWorker(entry: URL): Promise<Miniflare> {
  const { outputFiles } = await build({
    entryPoints: [entry.pathname],
    bundle: true,
    write: false,
    format: 'esm',
    external: ['node:*'],
  })
  return new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    cf: false,
  })
}
