import type { Snapshot } from '../../model/columns/snapshot.ts'
import { PRIORITIES } from '../../model/nouns/campaign-words.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'
import type { Span } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Bonus, Penalty, TopRows } from '../engine/engine.ts'
import { type OpenedSnapshot, SPEECH_GROUP } from '../opened/opened-snapshot.ts'
import type { ScoredRow } from '../rows/scored-row.ts'
import { tierRanges } from '../rows/tier-ranges.ts'
import { hourSpan, languageUnits } from '../score/score-terms.ts'
import { keepLikeness } from '../slate/kept-likeness.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import { slateItem } from '../slate/slate-items.ts'
import { type Away, penaltiesOf } from './away.ts'
import type { Pool } from './pool.ts'
import type { Available } from './ranking.ts'

/** Rows that one query asks for at most. */
export const GREATEST_QUERY = 1024
/** By how much further down it is looked when the rows so far were too few. */
const DEEPER = 4
/** What is ranked by itself: each tier, by its number, and behind them the new rows of all tiers. */
export const NEW_ROWS = PRIORITIES.length
/** What a row takes, with its item. */
const ROW_BYTES = 250
/** What it takes once more where a pool has it. */
const ITEM_BYTES = 8

/** What rows are ranked by. */
export interface RankedBy {
  readonly vector: Int16Array
  readonly penalties: readonly Penalty[]
}

/** The best rows of a part, as many as somebody asked for. */
interface Ranked {
  readonly rows: Uint32Array
  readonly scores: Int32Array
  /** There are no others. */
  readonly complete: boolean
  /** The item of each row that somebody looked at, as it is where nothing is remembered of caps. */
  readonly items: SlateItem[]
}

/** How a ranking goes on: with a row, not at all, or further than a query reaches. */
type Step = 'row' | 'end' | 'unreached'

const NO_ROWS = new Uint32Array(0)
const NO_SCORES = new Int32Array(0)
const nothing = (): Ranked => ({ rows: NO_ROWS, scores: NO_SCORES, complete: false, items: [] })

/**
 * Rows by what they score, best first, as far down as somebody asked: of each tier, and of new assets. They are the
 * engine's answers, for as long as the planes and base scores hold that they were found with.
 */
export class RankedRows {
  #from = Number.NEGATIVE_INFINITY
  #until = Number.POSITIVE_INFINITY
  #bytes = 0
  readonly #parts: Ranked[] = []
  #bonus: Bonus | null = null
  /** By places. */
  readonly #pools = new Map<number, Pool>()

  constructor(
    private readonly snapshot: Snapshot,
    private readonly opened: OpenedSnapshot,
    private readonly by: RankedBy,
  ) {}

  get bytes(): number {
    return this.#bytes
  }

  /** Whether all that is ranked so far is so at an instant, milliseconds since 1970 UTC. */
  holdsAt(now: number): boolean {
    return this.#from <= now && now < this.#until
  }

  /**
   * How the ranking of a part goes on at a place, the next behind those that were looked at. Null: the engine has to be
   * asked for it, and it was not said where.
   *
   * @param least so many are wanted in all
   */
  at(part: number, place: number, least: number, input: GateInput, available: Available | null): Step | null {
    const known = this.#parts[part] ?? nothing()
    const held = known.rows.length
    if (place < held) return 'row'
    if (known.complete) return 'end'
    if (held === GREATEST_QUERY) return 'unreached'
    if (available === null) return null
    const most = Math.min(GREATEST_QUERY, Math.max(least, held * DEEPER))
    const { rows, scores } = this.#search(part, most, input, available)
    this.#parts[part] = { rows, scores, complete: rows.length < most, items: known.items }
    this.#bytes += (rows.length - held) * ROW_BYTES
    this.#holdFor(available.span, hourSpan(input.context.now))
    return this.at(part, place, least, input, available)
  }

  /** The row at a place in a ranking. */
  rowAt(part: number, place: number): number {
    return this.#parts[part]?.rows[place] ?? 0
  }

  /** What the row there scores, in whole units. */
  unitsAt(part: number, place: number): number {
    return this.#parts[part]?.scores[place] ?? 0
  }

  /** The pool for so many places of which nothing is away and nothing counted, made once. */
  poolOf(places: number, { mmrLambda }: SlatePolicy, make: () => Pool): Pool {
    const known = this.#pools.get(places)
    if (known !== undefined) return known
    const made = make()
    this.#pools.set(places, made)
    this.#bytes += made.items.length * ITEM_BYTES
    if (mmrLambda < 1) this.#bytes += keepLikeness(made.items)
    return made
  }

  /** The item of a place in a ranking. */
  itemOf(part: number, at: number, input: GateInput): SlateItem {
    const { rows, scores, items } = this.#parts[part] ?? nothing()
    const known = items[at]
    if (known !== undefined) return known
    const made = slateItem(this.opened.faces, input, { row: rows[at] ?? 0, units: scores[at] ?? 0 })
    items[at] = made
    return made
  }

  /** The item of a row that counts other units for somebody. */
  itemLike(scored: ScoredRow, input: GateInput): SlateItem {
    return slateItem(this.opened.faces, input, scored)
  }

  /** The best of a part that are not away, found for this once. */
  without(part: number, most: number, away: Away, input: GateInput, available: Available): readonly SlateItem[] {
    const { rows, scores } = this.#search(part, most, input, available, penaltiesOf(this.by.penalties, away))
    return Array.from(rows, (row, at) => slateItem(this.opened.faces, input, { row, units: scores[at] ?? 0 }))
  }

  #search(part: number, k: number, input: GateInput, { plane }: Available, penalties = this.by.penalties): TopRows {
    const { engine, newRows, bases } = this.opened
    const { hot } = this.snapshot
    const fresh = part === NEW_ROWS ? newRows.planeFor(this.snapshot) : null
    const within = fresh === null ? plane : engine.intersect([plane, fresh])
    const range = part === NEW_ROWS ? null : tierRanges(hot)[part]
    const found = engine.top({
      plane: within,
      base: bases.slotFor(input.surface.id, input.context.now),
      from: range?.from ?? 0,
      to: range?.to ?? hot.candidateAsset.length,
      vector: this.by.vector,
      bonus: this.#bonusFor(input),
      penalties,
      k,
    })
    if (within !== plane) engine.free(within)
    return found
  }

  /** Points by what can be heard or read: one language is asked for. */
  #bonusFor({ context }: GateInput): Bonus {
    this.#bonus ??= { group: SPEECH_GROUP, points: languageUnits(this.snapshot, context.language) }
    return this.#bonus
  }

  #holdFor(...spans: readonly Span[]): void {
    for (const { from, until } of spans) {
      this.#from = Math.max(this.#from, from)
      this.#until = Math.min(this.#until, until)
    }
  }
}
