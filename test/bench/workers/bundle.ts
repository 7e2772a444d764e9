import { basename, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { ServedWorker, WorkerModule } from '../workerd/configuration.ts'

/** The runtime's behaviour that the contenders have in common with the product. */
type Platform = Pick<ServedWorker, 'compatibilityDate' | 'compatibilityFlags'>

/** What is compiled stays a module of its own, by the name that it has where the product is deployed. */
const withWasm = (wasm: readonly WorkerModule[]): Plugin => ({
  name: 'wasm',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.wasm$/ }, ({ path }) => {
      const module = wasm.find(({ name }) => name.endsWith(basename(path)))
      return module === undefined ? {} : { path: module.name, external: true }
    }),
})

/**
 * A worker of this folder, bundled and minified as the product's is.
 * @param wasm compiled modules that it may import
 */
export async function benchWorker(
  name: string,
  { compatibilityDate, compatibilityFlags }: Platform,
  variables: Readonly<Record<string, string>> = {},
  wasm: readonly WorkerModule[] = [],
): Promise<ServedWorker> {
  const { outputFiles } = await build({
    ...{ entryPoints: [join(import.meta.dirname, `${name}.ts`)], bundle: true, minify: true, write: false },
    ...{ format: 'esm', target: 'es2022', logLevel: 'error', conditions: ['workerd', 'worker', 'browser'] },
    // The runtime's own, under `nodejs_compat`.
    external: ['node:*'],
    plugins: [withWasm(wasm)],
  })
  const contents = outputFiles?.[0]?.text ?? ''
  const modules = [{ name: 'worker.js', kind: 'esModule', contents } as const, ...wasm]
  return { compatibilityDate, compatibilityFlags, modules, variables }
}
