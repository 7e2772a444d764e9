import type { Kernel } from './kernel.ts'

const PAGE_BYTES = 65_536
/** A line of the processor's cache: an array that starts on one is read in the fewest steps. */
export const ALIGNMENT = 64

/** Typed views of the kernel's memory. They are replaced when it grows, so get them anew each time. */
interface Views {
  readonly bytes: Uint8Array
  readonly int16: Int16Array
  readonly uint16: Uint16Array
  readonly int32: Int32Array
  readonly uint32: Uint32Array
}

/**
 * Allocator of the kernel's memory. Freed blocks are reused for the next request of the same size: planes all have one
 * size and base scores another, so nothing is lost to fragmentation. The memory grows by what is missing, up to the
 * module's own limit, unless others hold views of it, which growing would detach.
 */
export class KernelMemory {
  views: Views
  readonly #memory: Kernel['memory']
  readonly #free = new Map<number, number[]>()
  #end: number
  #grows = true

  /** Below `from`, addresses have their fixed meaning. */
  constructor(memory: Kernel['memory'], from: number) {
    this.#memory = memory
    this.#end = aligned(from)
    this.views = viewsOf(memory.buffer)
    this.room(0)
  }

  /** Total size of this memory in the isolate, in bytes. */
  get totalBytes(): number {
    return this.views.bytes.byteLength
  }

  /**
   * Lends `bytes` for others to fill and view, and reserves `beside` more for the allocator; the memory never grows
   * after that.
   * @throws RangeError when it may not grow so far
   */
  lend(bytes: number, beside: number): Uint8Array {
    this.room(bytes + beside)
    this.#grows = false
    const address = this.take(bytes)
    return this.views.bytes.subarray(address, address + bytes)
  }

  /** Whether the array is a view of this memory. */
  holds({ buffer }: ArrayBufferView): boolean {
    return buffer === this.views.bytes.buffer
  }

  /** The address of the array, copied into this memory if it is not a view of it. */
  addressOf(array: ArrayBufferView): number {
    if (this.holds(array)) return array.byteOffset
    const address = this.take(array.byteLength)
    this.#copy(array, address)
    return address
  }

  /** As `addressOf`, but only until the next call: for what the kernel reads once. */
  staged(array: ArrayBufferView): number {
    if (this.holds(array)) return array.byteOffset
    const address = this.room(array.byteLength)
    this.#copy(array, address)
    return address
  }

  /**
   * Allocates so many bytes; they are not cleared.
   * @throws RangeError when the memory may not grow so far
   */
  take(bytes: number): number {
    const reused = this.#free.get(bytes)?.pop()
    if (reused !== undefined) return reused
    const address = this.room(bytes)
    this.#end = aligned(address + bytes)
    return address
  }

  /** Frees what `take` allocated for so many bytes. */
  give(address: number, bytes: number): void {
    const same = this.#free.get(bytes)
    if (same) same.push(address)
    else this.#free.set(bytes, [address])
  }

  /** As `take`, but only until the next call: for what the kernel reads once. */
  room(bytes: number): number {
    const missing = this.#end + bytes - this.totalBytes
    if (missing > 0) this.#grow(Math.ceil(missing / PAGE_BYTES))
    return this.#end
  }

  #copy({ buffer, byteOffset, byteLength }: ArrayBufferView, address: number): void {
    this.views.bytes.set(new Uint8Array(buffer, byteOffset, byteLength), address)
  }

  #grow(pages: number): void {
    try {
      if (!this.#grows) throw new RangeError('others hold views of it')
      this.#memory.grow(pages)
    } catch {
      throw new RangeError(
        `the engine's memory may not grow beyond ${this.totalBytes} bytes: free planes, or have fewer rows`,
      )
    }
    this.views = viewsOf(this.#memory.buffer)
  }
}

function aligned(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT
}

function viewsOf(buffer: ArrayBuffer): Views {
  return {
    bytes: new Uint8Array(buffer),
    int16: new Int16Array(buffer),
    uint16: new Uint16Array(buffer),
    int32: new Int32Array(buffer),
    uint32: new Uint32Array(buffer),
  }
}
