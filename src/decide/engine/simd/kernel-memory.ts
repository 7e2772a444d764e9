import type { Kernel } from './kernel.ts'

const PAGE_BYTES = 65_536
/** A line of the processor's cache: an array that starts on one is read in the fewest steps. */
export const ALIGNMENT = 64

/** The kernel's memory by element; the arrays change when it grows, so ask for them anew each time. */
interface Views {
  readonly bytes: Uint8Array
  readonly int16: Int16Array
  readonly uint16: Uint16Array
  readonly int32: Int32Array
  readonly uint32: Uint32Array
}

/**
 * Hands out the kernel's memory. What is given back is kept for the next one of the same size: planes are all of
 * one size and base scores of another, so nothing is lost to gaps. It grows by what is missing, up to
 * the module's own limit, unless others hold views of it: those would be lost.
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

  /** All that the isolate spends on this memory. */
  get totalBytes(): number {
    return this.views.bytes.byteLength
  }

  /**
   * So many bytes to be filled and viewed by others, and so many more to hand out: the memory never grows from now on.
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

  /** Where the array stands, copied here if it is not here yet. */
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
   * An address with room for so many bytes, whatever was there before.
   * @throws RangeError when the memory may not grow so far
   */
  take(bytes: number): number {
    const reused = this.#free.get(bytes)?.pop()
    if (reused !== undefined) return reused
    const address = this.room(bytes)
    this.#end = aligned(address + bytes)
    return address
  }

  /** Gives back what `take` handed out for so many bytes. */
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
