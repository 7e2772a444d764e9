import { readFileSync } from 'node:fs'
import { Aead } from '../../../../src/edge/token/aead/aead.ts'

/** As much of the kernel as its own vectors need. Addresses are bytes. */
interface AeadExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  subkey(key: number, nonce: number, block: number, into: number): void
  begin(state: number, key: number, lastOfNonce: bigint): void
  keyStream(state: number, counter: number, block: number): void
  crypt(state: number, block: number, text: number, length: number): void
  tagOf(key: number, at: number, bytes: number, into: number): void
}

/** Node has it, and its declarations do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const FOLDER = new URL('../../../../src/edge/token/aead/', import.meta.url)
const module = new WebAssembly.Module(readFileSync(new URL('generated/aead.wasm', FOLDER)))

/** The exports of a new instance of the committed kernel. */
export function aeadExports(): AeadExports {
  // What `npm run generate` compiled.
  return new WebAssembly.Instance(module, {}).exports as AeadExports
}

export function newAead(): Aead {
  return new Aead(aeadExports())
}

/** A source file of the kernel, without its comments. */
export function kernelSource(name: string): string {
  return readFileSync(new URL(`kernel/${name}`, FOLDER), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

export function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'))
}

export function hex(of: Uint8Array): string {
  return Buffer.from(of).toString('hex')
}
