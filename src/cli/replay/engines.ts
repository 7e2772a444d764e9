import { readFile } from 'node:fs/promises'
import type { Engine } from '../../decide/engine/engine.ts'
import { simdEngine } from '../../decide/engine/simd/simd-engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'

/** As much of the platform's own as is used: Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const KERNEL = new URL('../../decide/kernel/generated/kernel.wasm', import.meta.url)

/** Both engines: what one of them decides the other must, or one of them is broken. */
export async function bothEngines(): Promise<readonly Engine[]> {
  const kernel = new WebAssembly.Module(new Uint8Array(await readFile(KERNEL)))
  return [typescriptEngine, simdEngine(() => new WebAssembly.Instance(kernel, {}).exports)]
}
