import { join } from 'node:path'
import { build } from 'esbuild'
import type { ServedWorker } from '../workerd/configuration.ts'

/** The runtime's behaviour that the contenders have in common with the product. */
type Platform = Pick<ServedWorker, 'compatibilityDate' | 'compatibilityFlags'>

/** A worker of this folder, bundled and minified as the product's is. */
export async function benchWorker(
  name: string,
  { compatibilityDate, compatibilityFlags }: Platform,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServedWorker> {
  const { outputFiles } = await build({
    ...{ entryPoints: [join(import.meta.dirname, `${name}.ts`)], bundle: true, minify: true, write: false },
    ...{ format: 'esm', target: 'es2022', logLevel: 'error' },
  })
  const contents = outputFiles?.[0]?.text ?? ''
  const modules = [{ name: 'worker.js', kind: 'esModule', contents } as const]
  return { compatibilityDate, compatibilityFlags, modules, variables }
}
