import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { ServedWorker, WorkerModule } from '../workerd/configuration.ts'

/** The runtime's behaviour that the contenders have in common with the product. */
type Platform = Pick<ServedWorker, 'compatibilityDate' | 'compatibilityFlags'>

/** What is compiled stays a module of its own, as it does where the product is deployed. */
const withWasm = (path: string): Plugin => ({
  name: 'wasm',
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, () => ({ path, external: true })),
})

/**
 * A worker of this folder, bundled and minified as the product's is.
 * @param wasm the module that it imports, if it imports one
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
    plugins: wasm.map(({ name: path }) => withWasm(path)),
  })
  const contents = outputFiles?.[0]?.text ?? ''
  const modules = [{ name: 'worker.js', kind: 'esModule', contents } as const, ...wasm]
  return { compatibilityDate, compatibilityFlags, modules, variables }
}
