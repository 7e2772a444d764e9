import { within } from '../../../kv/deadline.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { Wish } from '../merge.ts'

/** How long to wait for another caller's write, in milliseconds: its request may have been cut off. */
const OTHERS_MS = 5_000

/** The result of a write. */
export interface Written {
  /** Whether the journal was read; if not, a later write of the list adds the journal's orders. */
  readonly isJournalRead: boolean
}

interface Turn {
  readonly wishes: Wish[]
  readonly written: Promise<Written>
}

/**
 * Combines the list writes of one isolate. While a region's list is being written, all later wishes are collected into
 * the next write, because KV accepts one a second. Each caller gets the result of the write with its own wish.
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

  /** @param write writes the list with all collected wishes; called by one of the callers for all of them */
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

  /** If the caller that was to write for us is gone, we write ourselves. */
  private async orAlone(written: Promise<Written>, write: () => Promise<Written>): Promise<Written> {
    const outcome = await within(written, 2 * OTHERS_MS)
    if (outcome.state === 'failed') throw outcome.error
    return outcome.state === 'done' ? outcome.value : write()
  }
}

function allOf(wishes: readonly Wish[]): Wish {
  return { add: wishes.flatMap(({ add }) => add), lift: wishes.flatMap(({ lift }) => lift) }
}
