/** The size of one column of a shard. */
export interface Column {
  /** As in `src/model/columns/snapshot.ts`: `assets.taste`. */
  readonly name: string
  readonly entries: number
  /** Bytes of the values alone, without the tables around them. */
  readonly bytes: number
  /** The number of strings in the column. */
  readonly strings: number
}

/** Every column of an opened value, the largest first. */
export function columnsOf(value: object): readonly Column[] {
  return walk(value, '').sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1))
}

function walk(value: unknown, name: string): Column[] {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? [weighed(value, name, 1)] : []
  if (ArrayBuffer.isView(value)) return [weighed(value, name, lengthOf(value))]
  if (Array.isArray(value)) return [weighed(value, name, value.length)]
  if (value instanceof Map) return [weighed(value, name, value.size)]
  return Object.entries(value).flatMap(([key, child]) => walk(child, name === '' ? key : `${name}.${key}`))
}

function weighed(value: unknown, name: string, entries: number): Column {
  return { name, entries, ...weigh(value) }
}

function lengthOf(view: ArrayBufferView): number {
  return 'length' in view && typeof view.length === 'number' ? view.length : view.byteLength
}

/** Counts the bytes and strings of a value and of everything in it. A number in a small table counts as four bytes. */
function weigh(value: unknown): { readonly bytes: number; readonly strings: number } {
  if (typeof value === 'string') return { bytes: Buffer.byteLength(value), strings: 1 }
  if (typeof value === 'number') return { bytes: 4, strings: 0 }
  if (value === null || typeof value !== 'object') return { bytes: 0, strings: 0 }
  if (ArrayBuffer.isView(value)) return { bytes: value.byteLength, strings: 0 }
  const parts = value instanceof Map ? [...value].flat() : Object.values(value)
  return parts
    .map(weigh)
    .reduce((sum, part) => ({ bytes: sum.bytes + part.bytes, strings: sum.strings + part.strings }), {
      bytes: 0,
      strings: 0,
    })
}
