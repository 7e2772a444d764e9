import { columnValue, titleHashOf } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { CapCounts } from '../eligibility/count-caps.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { isHeldBack } from '../eligibility/gates/pacing.ts'
import { capKey, capReached, REMEMBERED_CAPS } from '../eligibility/gates/pair-gates.ts'
import { pairOf } from '../rows/scored-row.ts'
import { NO_CAP } from '../slate/slate-item.ts'
import type { Away } from './away.ts'
import { GREATEST_QUERY } from './ranked-rows.ts'

/** A placement's query of a ranking. */
export interface OpenQuestion {
  /** Excluded in addition to what is penalised. */
  readonly away: Away
  /** What pacing leaves open; always the same for one request. */
  readonly pacing: GateInput['pacing']
  readonly counts: CapCounts
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** Read access to a ranking, as far as it is cached. */
export interface Reading {
  /** What is at a position; `most` rows are wanted in all. Null: the engine would have to be queried. */
  at(rank: number, most: number): 'row' | 'end' | 'unreached' | null
  row(rank: number): number
}

/** Positions in a ranking, and whether there may be more. */
export interface Found {
  readonly ranks: readonly number[]
  readonly cut: boolean
}

/** State of a row: available, cap reached, or excluded (also by pacing). */
const ROW = { open: 0, capped: 1, away: 2 } as const
/** Factor by which the search is extended when caps leave too few rows. */
const AGAIN = 4
const NO_COUNTS: CapCounts = new Map()

/**
 * Tracks which rows of a ranking are available while the placements of a request exclude more and more of them and use
 * up their caps. What was checked for one placement is checked again for the next only where something changed.
 */
export class OpenRows {
  #looked = 0
  #row = new Uint32Array(64)
  #asset = new Uint32Array(64)
  /** By position; 0: no title. */
  #title = new Uint32Array(64)
  #cap = new Float64Array(64)
  #standing = new Uint8Array(64)
  #gone = 0
  /** How many leading rows are excluded or capped, and how many of these are not excluded. */
  #shut = 0
  #shutPassed = 0
  #counts = NO_COUNTS
  /** By set of `away`: how many of its members were already applied. */
  readonly #told: number[] = []

  constructor(private readonly hot: SnapshotHot) {}

  /**
   * Positions of the first `most` available rows. Looks through `most` rows that are not excluded, then through four
   * times as many, up to the limit of a query. Null: the engine has to be queried; `unreached`: no ranking goes that
   * deep.
   */
  first(most: number, asked: OpenQuestion, reading: Reading): Found | 'unreached' | null {
    this.#follow(asked)
    const ranks: number[] = []
    let [passed, found, k] = [this.#shutPassed, 0, most]
    while (k < passed && k < GREATEST_QUERY) k = Math.min(GREATEST_QUERY, k * AGAIN)
    for (let rank = this.#shut; ; rank++) {
      if (passed >= k) {
        if (found >= most || k === GREATEST_QUERY) return { ranks, cut: true }
        k = Math.min(GREATEST_QUERY, k * AGAIN)
      }
      // Enough is found, and enough rows are known to exist.
      if (found >= most && this.#looked - this.#gone >= k) return { ranks, cut: true }
      if (rank === this.#looked) {
        const next = reading.at(rank, k)
        if (next === 'end') return { ranks, cut: found > most }
        if (next !== 'row') return next
        this.#look(reading.row(rank), asked)
      }
      const standing = this.#standing[rank]
      if (standing !== ROW.away) passed++
      if (standing === ROW.open && found++ < most) ranks.push(rank)
      if (found === 0) {
        this.#shut = rank + 1
        this.#shutPassed = passed
      }
    }
  }

  #look(row: number, { away, pacing, counts, now }: OpenQuestion): void {
    const { hot } = this
    const rank = this.#looked++
    if (rank === this.#asset.length) this.#grow()
    const pair = pairOf(hot, row)
    if (isHeldBack({ pacing }, pair.campaign)) {
      this.#holdBack(rank)
      return
    }
    const ofAsset = columnValue(hot.assets.idHash, pair.asset)
    const ofTitle = titleHashOf(hot, pair.asset)
    this.#row[rank] = row
    this.#asset[rank] = ofAsset
    this.#title[rank] = ofTitle
    this.#cap[rank] = capKey(hot, pair.asset, pair.campaign) ?? NO_CAP
    const gone = away.some((hashes) => hashes.has(ofAsset) || (ofTitle !== 0 && hashes.has(ofTitle)))
    const capped = !gone && counts.size > 0 && capReached(hot, pair, counts, now)
    if (gone) this.#gone++
    this.#standing[rank] = gone ? ROW.away : capped ? ROW.capped : ROW.open
  }

  /** Excludes a row for the whole request. Nothing else is noted of it, because a ranking may begin with hundreds. */
  #holdBack(rank: number): void {
    this.#asset[rank] = 0
    this.#title[rank] = 0
    this.#cap[rank] = NO_CAP
    this.#standing[rank] = ROW.away
    this.#gone++
  }

  /** Applies new exclusions and caps to the rows already checked. */
  #follow({ away, counts, now }: OpenQuestion): void {
    for (const [at, hashes] of away.entries()) {
      const told = this.#told[at] ?? 0
      let number = 0
      if (hashes.size > told) for (const hash of hashes) if (number++ >= told) this.#putAway(hash)
      this.#told[at] = hashes.size
    }
    const changed = counts === this.#counts ? [] : changedKeys(this.#counts, counts)
    this.#counts = counts
    if (changed === null || changed.length > 0) this.#recount(changed, counts, now)
  }

  #putAway(hash: number): void {
    this.#putAwayIn(this.#asset, hash)
    if (hash !== 0) this.#putAwayIn(this.#title, hash)
  }

  #putAwayIn(column: Uint32Array, hash: number): void {
    for (let rank = column.indexOf(hash); rank >= 0 && rank < this.#looked; rank = column.indexOf(hash, rank + 1)) {
      const standing = this.#standing[rank]
      if (standing === ROW.away) continue
      this.#standing[rank] = ROW.away
      this.#gone++
      if (rank < this.#shut) this.#shutPassed--
    }
  }

  /** @param changed keys of the caps to check again; null: all of them */
  #recount(changed: readonly number[] | null, counts: CapCounts, now: number): void {
    for (let rank = 0; rank < this.#looked; rank++) {
      const cap = this.#cap[rank] ?? NO_CAP
      if (cap === NO_CAP || this.#standing[rank] === ROW.away || changed?.includes(cap) === false) continue
      const reached = capReached(this.hot, pairOf(this.hot, this.#row[rank] ?? 0), counts, now)
      this.#standing[rank] = reached ? ROW.capped : ROW.open
      if (!reached && rank < this.#shut) [this.#shut, this.#shutPassed] = [0, 0]
    }
  }

  #grow(): void {
    const length = 4 * this.#asset.length
    this.#row = grown(this.#row, new Uint32Array(length))
    this.#asset = grown(this.#asset, new Uint32Array(length))
    this.#title = grown(this.#title, new Uint32Array(length))
    this.#cap = grown(this.#cap, new Float64Array(length))
    this.#standing = grown(this.#standing, new Uint8Array(length))
  }
}

function grown<Column extends Uint32Array | Float64Array | Uint8Array>(column: Column, larger: Column): Column {
  larger.set(column)
  return larger
}

/**
 * The keys whose count changed; null: caps that are not remembered may have changed too, because room for caps came or
 * went.
 */
function changedKeys(before: CapCounts, after: CapCounts): readonly number[] | null {
  const changed: number[] = []
  let known = 0
  for (const [key, count] of after) {
    const old = before.get(key)
    if (old !== undefined) known++
    if (old !== count) changed.push(key)
  }
  const isFull = (counts: CapCounts): boolean => counts.size >= REMEMBERED_CAPS
  return known < before.size || isFull(before) !== isFull(after) ? null : changed
}
