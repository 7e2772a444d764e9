import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'
import type { Span } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Bonus, Penalty, Plane, TopRows } from '../engine/engine.ts'
import { type OpenedSnapshot, SPEECH_GROUP } from '../opened/opened-snapshot.ts'
import type { PacedBucket } from '../pacing/paced-bucket.ts'
import type { ScoredRow } from '../rows/scored-row.ts'
import { tierRanges } from '../rows/tier-ranges.ts'
import { hourSpan, languageUnits } from '../score/score-terms.ts'
import { LikenessCache } from '../slate/kept-likeness.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import { slateItem } from '../slate/slate-items.ts'
import { type Away, penaltiesOf } from './away.ts'
import type { Pool } from './pool.ts'
import type { Available } from './ranking.ts'

/** Greatest number of rows that one query asks for. */
export const GREATEST_QUERY = 1024
/** Factor by which the search goes deeper when the rows so far were too few. */
const DEEPER = 4
/**
 * The part of a ranking for new assets of all tiers. Each tier is a part under its own number; this one follows them.
 */
export const NEW_ROWS = PRIORITIES.length
/** Size of a row with its item, in bytes. */
const ROW_BYTES = 250
/** Additional size of an item in a cached pool, in bytes. */
const ITEM_BYTES = 8

/** A key of everything that a pool depends on beside its ranking: of a policy, what arms that rank alike may differ in. */
function poolKey(slots: number, { head, newAssetEvery, mmrLambda }: SlatePolicy): number {
  return (slots * GREATEST_HEAD + head) * 4 + (newAssetEvery === null ? 0 : 2) + (mmrLambda < 1 ? 1 : 0)
}

/** The query that rows are ranked by. */
export interface RankedBy {
  readonly vector: Int16Array
  readonly penalties: readonly Penalty[]
}

/** The best rows of a part, as deep as anybody asked for. */
interface Ranked {
  readonly rows: Uint32Array
  readonly scores: Int32Array
  /** True if the part has no further rows. */
  readonly complete: boolean
  /** The slate items built so far, without any cap counts. */
  readonly items: SlateItem[]
}

/** What comes next in a ranking: a row, the end, or nothing within the reach of a query. */
type Step = 'row' | 'end' | 'unreached'

/** More than the head of any policy. */
const GREATEST_HEAD = 1024
const NO_ROWS = new Uint32Array(0)
const NO_SCORES = new Int32Array(0)
const nothing = (): Ranked => ({ rows: NO_ROWS, scores: NO_SCORES, complete: false, items: [] })

/**
 * A cached ranking: rows by descending score, as deep as anybody asked, for each tier and for new assets. The rows are
 * the engine's answers, valid as long as the planes and base scores that they were found with.
 */
export class RankedRows {
  #from = Number.NEGATIVE_INFINITY
  #until = Number.POSITIVE_INFINITY
  #bytes = 0
  readonly #parts: Ranked[] = []
  #bonus: Bonus | null = null
  /** By `poolKey`; those without what pacing holds back, by its bucket. */
  readonly #pools = new Map<number, Pool>()
  readonly #pacedPools = new WeakMap<PacedBucket, Map<number, Pool>>()
  readonly #likeness = new LikenessCache()

  /** @param use `shared`: by decisions of every bucket, so that it also holds what pacing holds back from some */
  constructor(
    private readonly opened: OpenedSnapshot,
    private readonly by: RankedBy,
    private readonly use: 'own' | 'shared',
  ) {}

  get bytes(): number {
    return this.#bytes
  }

  /** Whether the whole cached ranking is valid at an instant, milliseconds since 1970 UTC. */
  holdsAt(now: number): boolean {
    return this.#from <= now && now < this.#until
  }

  /**
   * What is at a position in the ranking of a part; positions are read in order. Null: the engine has to be queried,
   * but `available` was not given.
   *
   * @param least how many rows are wanted in all
   */
  at(part: number, rank: number, least: number, input: GateInput, available: Available | null): Step | null {
    const known = this.#parts[part] ?? nothing()
    const held = known.rows.length
    if (rank < held) return 'row'
    if (known.complete) return 'end'
    if (held === GREATEST_QUERY) return 'unreached'
    if (available === null) return null
    const most = Math.min(GREATEST_QUERY, Math.max(least, held * DEEPER))
    const { rows, scores } = this.#search(part, most, input, this.use === 'shared' ? available.shared : available.plane)
    this.#parts[part] = { rows, scores, complete: rows.length < most, items: known.items }
    this.#bytes += (rows.length - held) * ROW_BYTES
    this.#holdFor(available.span, hourSpan(input.context.now))
    return this.at(part, rank, least, input, available)
  }

  /** The row at a position in the ranking of a part. */
  rowAt(part: number, rank: number): number {
    return this.#parts[part]?.rows[rank] ?? 0
  }

  /** The score of the row at a position, in whole units. */
  unitsAt(part: number, rank: number): number {
    return this.#parts[part]?.scores[rank] ?? 0
  }

  /** The pool for a number of slots with nothing excluded but what pacing holds back, and no caps counted; built once. */
  poolOf(slots: number, policy: SlatePolicy, pacing: PacedBucket | null, make: () => Pool): Pool {
    const pools = this.#poolsOf(pacing)
    const key = poolKey(slots, policy)
    const known = pools.get(key)
    if (known !== undefined) return known
    const made = make()
    pools.set(key, made)
    this.#bytes += made.items.length * ITEM_BYTES
    if (policy.mmrLambda < 1) this.#bytes += this.#likeness.keepFor(made.items)
    return made
  }

  #poolsOf(pacing: PacedBucket | null): Map<number, Pool> {
    if (pacing === null) return this.#pools
    const known = this.#pacedPools.get(pacing) ?? new Map<number, Pool>()
    this.#pacedPools.set(pacing, known)
    return known
  }

  /** The slate item of a position in the ranking of a part. */
  itemOf(part: number, at: number, input: GateInput): SlateItem {
    const { rows, scores, items } = this.#parts[part] ?? nothing()
    const known = items[at]
    if (known !== undefined) return known
    const made = slateItem(this.opened.faces, input, { row: rows[at] ?? 0, units: scores[at] ?? 0 })
    items[at] = made
    return made
  }

  /** The slate item of a row with a score of its own, for one viewer. */
  itemLike(scored: ScoredRow, input: GateInput): SlateItem {
    return slateItem(this.opened.faces, input, scored)
  }

  /** The best rows of a part without the excluded ones; a single query that is not cached. */
  without(part: number, most: number, away: Away, input: GateInput, available: Available): readonly SlateItem[] {
    const { rows, scores } = this.#search(part, most, input, available.plane, penaltiesOf(this.by.penalties, away))
    return Array.from(rows, (row, at) => slateItem(this.opened.faces, input, { row, units: scores[at] ?? 0 }))
  }

  #search(part: number, k: number, input: GateInput, plane: Plane, penalties = this.by.penalties): TopRows {
    const { engine, newRows, bases, taste } = this.opened
    const { hot } = this.opened.snapshot
    const fresh = part === NEW_ROWS ? newRows.plane : null
    const within = fresh === null ? plane : engine.intersect([plane, fresh])
    const range = part === NEW_ROWS ? null : tierRanges(hot)[part]
    const found = engine.top({
      plane: within,
      base: bases.slotFor(input.surface.id, input.context.now),
      from: range?.from ?? 0,
      to: range?.to ?? hot.candidateAsset.length,
      vector: this.by.vector,
      taste,
      bonus: this.#bonusFor(input),
      penalties,
      k,
    })
    if (within !== plane) engine.free(within)
    return found
  }

  /** Bonus for audible and readable languages. A ranking serves one language only. */
  #bonusFor({ context }: GateInput): Bonus {
    this.#bonus ??= { group: SPEECH_GROUP, points: languageUnits(this.opened.snapshot, context.language) }
    return this.#bonus
  }

  #holdFor(...spans: readonly Span[]): void {
    for (const { from, until } of spans) {
      this.#from = Math.max(this.#from, from)
      this.#until = Math.min(this.#until, until)
    }
  }
}
