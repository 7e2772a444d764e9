import { readFileSync } from 'node:fs'
import { Aead } from '../../src/edge/token/aead/aead.ts'
import { installAead } from '../../src/edge/token/aead/installed-aead.ts'

/** Node has it, and its declarations do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const path = '../../src/edge/token/aead/generated/aead.wasm'
const module = new WebAssembly.Module(readFileSync(new URL(path, import.meta.url)))

/** What the worker does when it starts: the committed kernel, handed to whoever reads keys. */
installAead(new Aead(new WebAssembly.Instance(module, {}).exports))
