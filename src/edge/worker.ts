import { simdEngine } from '../decide/engine/simd/simd-engine.ts'
import kernel from '../decide/kernel/generated/kernel.wasm'
import { createEdge } from './app.ts'
import type { EdgeEnvironment } from './environment.ts'
import { createIsolate, type Isolate } from './isolate.ts'
import { Aead } from './token/aead/aead.ts'
import aead from './token/aead/generated/aead.wasm'
import { installAead } from './token/aead/installed-aead.ts'

let made: Isolate | null = null
let making: Promise<Isolate> | null = null

/** A Worker may only instantiate modules that were compiled at deployment. */
const engine = simdEngine(() => new WebAssembly.Instance(kernel, {}).exports)

installAead(new Aead(new WebAssembly.Instance(aead, {}).exports))

/** Creates the isolate's state, once. A failed start is not kept: the next request tries again. */
function make(environment: EdgeEnvironment): Promise<Isolate> {
  making ??= createIsolate(environment, engine).then(
    (isolate) => {
      made = isolate
      return isolate
    },
    (error: unknown) => {
      making = null
      throw error
    },
  )
  return making
}

export default createEdge({ made: () => made, make }) satisfies ExportedHandler<EdgeEnvironment>
