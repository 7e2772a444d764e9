import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { columnsKey, type OwnedValues, ownedKey } from '../../model/policies/owned-values.ts'
import { BASE_SLOTS, type OpenEngine } from '../engine/engine.ts'
import { BaseScores } from '../score/base-scores.ts'
import { SlateItemCache } from '../slate/slate-item-cache.ts'
import { armedSnapshot, differingValues, dividedValues } from './armed-snapshot.ts'

/** Most sets of columns beside a snapshot's own. */
const COLUMNS_MAX = 8
/** Most arms that rank in a way of their own, and most in all: one that differs in slates costs an object or two. */
const RANKING_KEPT = 64
const ARMS_KEPT = 1_024
/** Bound of the plans of one arm, which serves a share of the viewers, in bytes. */
const ARM_PLANS_BYTES = 256 * 1024

/** What plans are kept under. */
export interface PlanRoom {
  readonly bytesMax: number
}

/** What an arm has of its own; everything else of an opened snapshot it shares. */
interface ArmOwn {
  readonly snapshot: Snapshot
  readonly bases: BaseScores
  readonly faces: SlateItemCache
  readonly plansUnder: PlanRoom
}

/** The scores of arms with equal columns, and the engine's slots that hold them. */
interface ArmColumns {
  readonly bases: BaseScores
  readonly slots: Map<SurfaceId, number>
}

/** An arm that ranks in a way of its own, with the key of its columns. */
interface RankingArm<Opened> {
  readonly columns: string
  readonly opened: Opened
}

/**
 * The arms beside one opened snapshot, made when a decision first asks for them. An arm shares the engine, its planes,
 * pacing, indexes and takedowns with the snapshot. Arms that rank alike share plans, and those with equal columns share
 * these: an arm that differs in slates alone has both of the snapshot. What was asked for longest ago goes first.
 */
export class Arms<Opened extends ArmOwn> {
  readonly #arms = new Map<string, { readonly ranking: string; readonly opened: Opened }>()
  readonly #rankings = new Map<string, RankingArm<Opened>>()
  readonly #columns = new Map<string, ArmColumns>()
  /** Slots that hold no scores; those of the snapshot itself come first and are not among them. */
  readonly #free = Array.from({ length: BASE_SLOTS - SURFACE_IDS.length }, (_, at) => BASE_SLOTS - 1 - at)

  constructor(
    private readonly headOf: () => Opened,
    private readonly engine: OpenEngine,
  ) {}

  /** Every arm that is held and ranks in a way of its own. */
  get held(): readonly Opened[] {
    return [...this.#rankings.values()].map(({ opened }) => opened)
  }

  /** The snapshot as it is decided on with owned values; with none, the snapshot itself. */
  of(values: OwnedValues): Opened {
    const key = keyOf(values)
    if (key === '') return this.headOf()
    const known = this.#arms.get(key)
    if (known !== undefined) {
      const ranking = this.#rankings.get(known.ranking)
      if (ranking !== undefined) this.#noteUse(known.ranking, ranking)
      return known.opened
    }
    const differing = differingValues(this.headOf().snapshot, values)
    const { slates, others } = dividedValues(differing)
    const ranking = ownedKey(others)
    const opened = this.#withSlates(ranking === '' ? this.headOf() : this.#rankingOf(ranking, others), slates)
    if (this.#arms.size >= ARMS_KEPT) this.#arms.clear()
    this.#arms.set(key, { ranking, opened })
    return opened
  }

  #withSlates(ranking: Opened, slates: OwnedValues): Opened {
    if (Object.keys(slates).length === 0) return ranking
    return { ...ranking, snapshot: armedSnapshot(ranking.snapshot, slates) }
  }

  #rankingOf(key: string, values: OwnedValues): Opened {
    const known = this.#rankings.get(key)
    if (known !== undefined) {
      this.#noteUse(key, known)
      return known.opened
    }
    const head = this.headOf()
    const snapshot = armedSnapshot(head.snapshot, values)
    const columns = columnsKey(values)
    const bases = columns === '' ? head.bases : this.#columnsOf(columns, snapshot).bases
    const own = { snapshot, bases, faces: new SlateItemCache(snapshot), plansUnder: { bytesMax: ARM_PLANS_BYTES } }
    const opened = { ...head, ...own }
    if (this.#rankings.size >= RANKING_KEPT) this.#forgetRanking(oldest(this.#rankings))
    this.#rankings.set(key, { columns, opened })
    return opened
  }

  #noteUse(key: string, ranking: RankingArm<Opened>): void {
    renew(this.#rankings, key, ranking)
    const columns = this.#columns.get(ranking.columns)
    if (columns !== undefined) renew(this.#columns, ranking.columns, columns)
  }

  #columnsOf(key: string, snapshot: Snapshot): ArmColumns {
    const known = this.#columns.get(key)
    if (known !== undefined) {
      renew(this.#columns, key, known)
      return known
    }
    if (this.#columns.size >= COLUMNS_MAX) this.#forget(oldest(this.#columns))
    const slots = new Map<SurfaceId, number>()
    const made = { slots, bases: new BaseScores(snapshot, this.engine, (surface) => this.#slotOf(slots, surface)) }
    this.#columns.set(key, made)
    return made
  }

  #slotOf(slots: Map<SurfaceId, number>, surface: SurfaceId): number {
    const slot = slots.get(surface) ?? this.#free.pop()
    if (slot === undefined) throw new RangeError('more columns of arms than the engine has slots')
    slots.set(surface, slot)
    return slot
  }

  /** Gives the slots of columns back, and forgets the arms that read them. */
  #forget(key: string): void {
    for (const [name, { columns }] of this.#rankings) if (columns === key) this.#forgetRanking(name)
    this.#free.push(...(this.#columns.get(key)?.slots.values() ?? []))
    this.#columns.delete(key)
  }

  #forgetRanking(key: string): void {
    for (const [name, { ranking }] of this.#arms) if (ranking === key) this.#arms.delete(name)
    this.#rankings.delete(key)
  }
}

const keys = new WeakMap<OwnedValues, string>()

/** The key of owned values, cached: an edge asks with the same object again and again. */
function keyOf(values: OwnedValues): string {
  const known = keys.get(values) ?? ownedKey(values)
  keys.set(values, known)
  return known
}

/** Puts an entry behind all others. */
function renew<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key)
  kept.set(key, value)
}

function oldest(kept: ReadonlyMap<string, unknown>): string {
  return kept.keys().next().value ?? ''
}
