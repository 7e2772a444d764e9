import type { ShortWords } from '../../snapshot/short-words.ts'

/** Decoded entries that are kept of a snapshot, some 2 kB each: what is shown now is mostly shown again. */
const ENTRIES_MAX = 256

/** Decoded entries of one list by their indexes. Bounded: when it is full, it starts anew. */
export class DecodedEntries<Entry> {
  readonly #entries = new Map<number, Entry>()

  /** The entry, decoded at most once for as long as it is kept; what `decode` throws is thrown. */
  get(index: number, decode: (index: number) => Entry): Entry {
    const known = this.#entries.get(index)
    if (known !== undefined) return known
    const entry = decode(index)
    if (this.#entries.size >= ENTRIES_MAX) this.#entries.clear()
    this.#entries.set(index, entry)
    return entry
  }
}

/** Short words that remember what they were asked for. */
export function rememberingWords({ campaign, rating }: ShortWords): ShortWords {
  const [campaigns, ratings] = [
    new DecodedEntries<ReturnType<typeof campaign>>(),
    new DecodedEntries<ReturnType<typeof rating>>(),
  ]
  return { campaign: (index) => campaigns.get(index, campaign), rating: (index) => ratings.get(index, rating) }
}
