/** What came of a stream: how many bytes, their sum to compare by, and its fault. */
export interface Told {
  readonly length: number
  readonly sum: number
  /** Name and message of the error that ended it; null: it ended well. */
  readonly fault: string | null
}

export async function told(stream: AsyncIterable<Uint8Array>): Promise<Told> {
  const sum = { length: 0, sum: 0 }
  try {
    for await (const chunk of stream) count(sum, chunk)
  } catch (error) {
    return { ...sum, fault: error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error) }
  }
  return { ...sum, fault: null }
}

/** The same of bytes that are already whole. */
export function toldOf(bytes: Uint8Array): Told {
  const sum = { length: 0, sum: 0 }
  count(sum, bytes)
  return { ...sum, fault: null }
}

function count(sum: { length: number; sum: number }, bytes: Uint8Array): void {
  for (const byte of bytes) sum.sum = (Math.imul(sum.sum, 31) + byte) | 0
  sum.length += bytes.length
}
