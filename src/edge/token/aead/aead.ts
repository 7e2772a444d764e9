/** The exports of `generated/aead.wasm` that are used here; documented in `kernel/kernel.ts`. */
interface AeadKernel {
  readonly memory: { readonly buffer: ArrayBuffer }
  seal(additional: number, length: number): void
  open(additional: number, length: number): number
}

/** The kernel's fixed addresses. */
const KEY = 64
const NONCE = 96
const TEXT = 4096

export const KEY_BYTES = 32
export const NONCE_BYTES = 24
export const TAG_BYTES = 16
/** Greatest additional data, in bytes. They are stored directly before the text, above all other fixed addresses. */
export const ADDITIONAL_BYTES_MAX = 2048
/** Greatest text, in bytes: it must fit into the kernel's single memory page, with one last block. */
export const TEXT_BYTES_MAX = 48 * 1024

const NOTHING = new Uint8Array(0)

/** The key and additional data of a sealed text; opening needs the same ones. */
interface Under {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** Authenticated, but not encrypted; empty: none. */
  readonly additional: Uint8Array
}

/**
 * XChaCha20-Poly1305, synchronous: no promise, and no turn of the event loop. Random nonces of 24 bytes do not repeat
 * in practice, so a key has no limit of uses. Source: draft-irtf-cfrg-xchacha-03.
 */
export class Aead {
  readonly #kernel: AeadKernel
  readonly #bytes: Uint8Array

  /** @throws TypeError when the exports are not those of the kernel */
  constructor(exports: unknown) {
    if (!isAeadKernel(exports)) throw new TypeError('these are not the exports of generated/aead.wasm')
    this.#kernel = exports
    this.#bytes = new Uint8Array(exports.memory.buffer)
  }

  /**
   * Returns nonce, encrypted text and tag, concatenated, as a view of the kernel's memory: read it before the next
   * call.
   * @param nonce 24 bytes that were never used with this key before
   * @param head prepended to the text
   * @throws RangeError for a key, nonce, text or additional data of a wrong length
   */
  seal({ key, additional }: Under, nonce: Uint8Array, text: Uint8Array, head: Uint8Array = NOTHING): Uint8Array {
    const length = head.length + text.length
    this.#prepare(key, nonce, additional, length)
    this.#bytes.set(head, TEXT)
    this.#bytes.set(text, TEXT + head.length)
    this.#kernel.seal(additional.length, length)
    this.#bytes.set(nonce, TEXT - NONCE_BYTES)
    return this.#bytes.subarray(TEXT - NONCE_BYTES, TEXT + length + TAG_BYTES)
  }

  /**
   * The text of what `seal` returned; null: not authentic, or of a length that `seal` never returns.
   * @throws RangeError for a key or additional data of a wrong length
   */
  open({ key, additional }: Under, sealed: Uint8Array): Uint8Array<ArrayBuffer> | null {
    const length = sealed.length - NONCE_BYTES - TAG_BYTES
    if (length < 0 || length > TEXT_BYTES_MAX) return null
    this.#prepare(key, sealed.subarray(0, NONCE_BYTES), additional, length)
    this.#bytes.set(sealed.subarray(NONCE_BYTES), TEXT)
    if (this.#kernel.open(additional.length, length) !== 1) return null
    return new Uint8Array(this.#bytes.subarray(TEXT, TEXT + length))
  }

  #prepare(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, length: number): void {
    if (key.length !== KEY_BYTES) throw new RangeError(`a key of ${key.length} bytes; give ${KEY_BYTES}`)
    if (nonce.length !== NONCE_BYTES) throw new RangeError(`a nonce of ${nonce.length} bytes; give ${NONCE_BYTES}`)
    if (length > TEXT_BYTES_MAX) throw new RangeError(`a text of ${length} bytes; ${TEXT_BYTES_MAX} is most`)
    if (additional.length > ADDITIONAL_BYTES_MAX) {
      throw new RangeError(`additional data of ${additional.length} bytes; ${ADDITIONAL_BYTES_MAX} is most`)
    }
    this.#bytes.set(key, KEY)
    this.#bytes.set(nonce, NONCE)
    this.#bytes.set(additional, TEXT - Math.ceil(additional.length / TAG_BYTES) * TAG_BYTES)
  }
}

function isAeadKernel(exports: unknown): exports is AeadKernel {
  if (typeof exports !== 'object' || exports === null || !('memory' in exports)) return false
  const members: ReadonlyMap<string, unknown> = new Map(Object.entries(exports))
  return ['seal', 'open'].every((name) => typeof members.get(name) === 'function')
}
