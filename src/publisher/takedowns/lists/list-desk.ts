import { within } from '../../../kv/deadline.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { Wish } from '../merge.ts'

/** After so long nobody waits for another's write any more: its request may have been given up. */
const OTHERS_MS = 5_000

/** What came of a write. */
export interface Written {
  /** Whether what isolates noted in the journal was read: if not, the list says it from a later write on. */
  readonly isJournalRead: boolean
}

interface Turn {
  readonly wishes: Wish[]
  readonly written: Promise<Written>
}

/**
 * Where orders of one isolate meet: while a region's list is being written, all that is wished meanwhile goes into one
 * write after it, for KV takes one a second. Everybody hears what came of the write that their own wish was in.
 */
export class ListDesk {
  private readonly writing = new Map<RegionId, Promise<Written>>()
  private readonly waiting = new Map<RegionId, Turn>()
  private readonly sequences = new Map<RegionId, number>()

  /** Remembers that a list with this sequence was announced. */
  saw(region: RegionId, sequence: number): void {
    this.sequences.set(region, Math.max(sequence, this.seen(region)))
  }

  /** The highest sequence of a region's lists that this isolate has seen; 0: none. */
  seen(region: RegionId): number {
    return this.sequences.get(region) ?? 0
  }

  /** @param write writes the list with all these wishes; called for one of those who wait, in the name of all */
  write(region: RegionId, wish: Wish, write: (wish: Wish) => Promise<Written>): Promise<Written> {
    const waiting = this.waiting.get(region)
    if (waiting === undefined) return this.begin(region, wish, write)
    waiting.wishes.push(wish)
    return this.orAlone(waiting.written, () => write(wish))
  }

  private begin(region: RegionId, wish: Wish, write: (wish: Wish) => Promise<Written>): Promise<Written> {
    const wishes = [wish]
    const before = this.writing.get(region) ?? Promise.resolve(null)
    const written = within(before, OTHERS_MS).then(() => {
      this.waiting.delete(region)
      const writing = write(allOf(wishes))
      this.writing.set(region, writing)
      return writing
    })
    this.waiting.set(region, { wishes, written })
    return written
  }

  /** Whoever else was to write for us may be gone; then we do it ourselves. */
  private async orAlone(written: Promise<Written>, write: () => Promise<Written>): Promise<Written> {
    const outcome = await within(written, 2 * OTHERS_MS)
    if (outcome.state === 'failed') throw outcome.error
    return outcome.state === 'done' ? outcome.value : write()
  }
}

function allOf(wishes: readonly Wish[]): Wish {
  return { add: wishes.flatMap(({ add }) => add), lift: wishes.flatMap(({ lift }) => lift) }
}
