import { readFile } from 'node:fs/promises'
import type { Engine } from '../../decide/engine/engine.ts'
import { simdEngine } from '../../decide/engine/simd/simd-engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'

/** The part of the platform's `WebAssembly` that is used; Node's types do not include it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const KERNEL = new URL('../../decide/kernel/generated/kernel.wasm', import.meta.url)

/** Both engines. They must decide alike; otherwise one of them is broken. */
export async function bothEngines(): Promise<readonly Engine[]> {
  const kernel = new WebAssembly.Module(new Uint8Array(await readFile(KERNEL)))
  return [typescriptEngine, simdEngine(() => new WebAssembly.Instance(kernel, {}).exports)]
}
