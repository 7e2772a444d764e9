import { simdEngine } from '../decide/engine/simd/simd-engine.ts'
import kernel from '../decide/kernel/generated/kernel.wasm'
import { createEdgeApp } from './app.ts'
import type { EdgeEnvironment } from './environment.ts'
import { createIsolate, type Isolate } from './isolate.ts'

let isolate: Promise<Isolate> | null = null

/** A Worker may only make instances of modules that were compiled when it was deployed. */
const engine = simdEngine(() => new WebAssembly.Instance(kernel, {}).exports)

/** One isolate, one state. A failed start is not kept: the next request tries again. */
const app = createEdgeApp((environment) => {
  isolate ??= createIsolate(environment, engine).catch((error: unknown) => {
    isolate = null
    throw error
  })
  return isolate
})

export default { fetch: app.fetch } satisfies ExportedHandler<EdgeEnvironment>
