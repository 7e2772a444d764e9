import { readFileSync } from 'node:fs'
import type { Engine } from '../../../src/decide/engine/engine.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'

/** Node has it, and its declarations do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const module = new WebAssembly.Module(
  readFileSync(new URL('../../../src/decide/kernel/generated/kernel.wasm', import.meta.url)),
)

/** The exports of a new instance of the committed kernel. */
export const instantiateKernel = (): object => new WebAssembly.Instance(module, {}).exports

/** Every engine that there is; the shared suite holds each to the same answers. */
export const ENGINES: readonly Engine[] = [typescriptEngine, simdEngine(instantiateKernel)]
