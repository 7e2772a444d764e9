import { readFileSync } from 'node:fs'

/** Node has it, and its declarations do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const KERNEL = new URL('../../../src/decide/kernel/generated/kernel.wasm', import.meta.url)
/** The memory section of the kernel: one memory of at least a page, at most 1,024 of them (64 MiB). */
const BOUND = Buffer.from([5, 5, 1, 1, 1, 0x80, 0x08])
/** As many bytes, and 8,192 pages. Source: WebAssembly core specification, memory section and LEB128. */
const ROOMY = Buffer.from([5, 5, 1, 1, 1, 0x80, 0x40])

let compiled: object | null = null

/**
 * The exports of a new instance of the committed kernel, whose memory may grow to 512 MiB. The one that is deployed stops
 * at 64, which is right for what an isolate has and too little for a million rows.
 */
export function instantiateRoomyKernel(): object {
  compiled ??= new WebAssembly.Module(withRoom(readFileSync(KERNEL)))
  return new WebAssembly.Instance(compiled, {}).exports
}

function withRoom(kernel: Buffer): Buffer {
  const at = kernel.indexOf(BOUND)
  if (at < 0) throw new Error('the kernel bounds its memory otherwise than the bench knows: teach it roomy-kernel.ts')
  const roomy = Buffer.from(kernel)
  ROOMY.copy(roomy, at)
  return roomy
}
