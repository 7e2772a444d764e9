import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { columnsKey, type OwnedValues, ownedKey } from '../../model/policies/owned-values.ts'
import type { OpenEngine } from '../engine/engine.ts'
import { ArmBaseScores, type ArmSlots, COLUMNS_MAX, ResultGrades } from '../score/arm-base-scores.ts'
import type { BaseScores } from '../score/base-scores.ts'
import { SlateItemCache } from '../slate/slate-item-cache.ts'
import { armedSnapshot, differingValues, dividedValues } from './armed-snapshot.ts'
import { learningAs } from './other-learning.ts'

/** Most arms that rank in a way of their own, and most in all: one that differs in slates costs an object or two. */
const RANKING_KEPT = 64
const ARMS_KEPT = 2_048
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
  readonly taste: number
  readonly faces: SlateItemCache
  readonly plansUnder: PlanRoom
}

/** The scores of arms with equal columns, and which of the places for them they have. */
interface ArmColumns {
  readonly key: string
  readonly bases: BaseScores
  readonly place: number
  lastUse: number
}

/** An arm that ranks in a way of its own. */
interface RankingArm<Opened> {
  readonly key: string
  /** Null: its columns are the snapshot's. */
  readonly columns: ArmColumns | null
  readonly opened: Opened
  lastUse: number
}

/** An arm as it is decided on; without a ranking of its own it ranks as the snapshot does. */
interface KeptArm<Opened> {
  readonly ranking: RankingArm<Opened> | null
  readonly opened: Opened
}

/**
 * The arms beside one opened snapshot, made when a decision first asks for them. An arm shares the engine, its planes,
 * pacing, indexes and takedowns with the snapshot, and the faces of candidates with all that read the same columns. Arms
 * that rank alike share plans, and those with equal columns share these: an arm that differs in slates alone has both of
 * the snapshot. What was asked for longest ago goes first.
 */
export class Arms<Opened extends ArmOwn> {
  readonly #arms = new Map<string, KeptArm<Opened>>()
  /** The same by the very object: an edge asks with the same ones again and again. */
  #byValues = new WeakMap<OwnedValues, KeptArm<Opened>>()
  readonly #rankings = new Map<string, RankingArm<Opened>>()
  readonly #columns = new Map<string, ArmColumns>()
  readonly #faces = new WeakMap<SnapshotHot, SlateItemCache>()
  /** Places that hold no columns. */
  readonly #free = Array.from({ length: COLUMNS_MAX }, (_, place) => COLUMNS_MAX - 1 - place)
  #results: ResultGrades | null = null
  #uses = 0

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
    const { ranking, opened } = this.#byValues.get(values) ?? this.#meet(values)
    if (ranking !== null) {
      this.#uses++
      ranking.lastUse = this.#uses
      if (ranking.columns !== null) ranking.columns.lastUse = this.#uses
    }
    return opened
  }

  #meet(values: OwnedValues): KeptArm<Opened> {
    const key = ownedKey(values)
    const arm = this.#arms.get(key) ?? this.#made(values)
    if (this.#arms.size >= ARMS_KEPT) this.#forgetArms(() => true)
    this.#arms.set(key, arm)
    this.#byValues.set(values, arm)
    return arm
  }

  #made(values: OwnedValues): KeptArm<Opened> {
    const head = this.headOf()
    const { slates, others } = dividedValues(differingValues(head.snapshot, values))
    const key = ownedKey(others)
    const ranking = key === '' ? null : (this.#rankings.get(key) ?? this.#newRanking(key, others))
    const base = ranking === null ? head : ranking.opened
    if (Object.keys(slates).length === 0) return { ranking, opened: base }
    return { ranking, opened: { ...base, snapshot: armedSnapshot(base.snapshot, slates) } }
  }

  #newRanking(key: string, values: OwnedValues): RankingArm<Opened> {
    const head = this.headOf()
    const snapshot = armedSnapshot(head.snapshot, values)
    const columnsOfArm = columnsKey(values)
    const columns = columnsOfArm === '' ? null : this.#columnsOf(columnsOfArm, snapshot)
    const { taste } = learningAs(head.snapshot, values.learned)
    const own = { snapshot, bases: columns?.bases ?? head.bases, taste, faces: this.#facesOf(snapshot) }
    const opened = { ...head, ...own, plansUnder: { bytesMax: ARM_PLANS_BYTES } }
    if (this.#rankings.size >= RANKING_KEPT) this.#forgetRanking(leastUsed(this.#rankings))
    const made = { key, columns, opened, lastUse: this.#uses }
    this.#rankings.set(key, made)
    return made
  }

  #facesOf(snapshot: Snapshot): SlateItemCache {
    const head = this.headOf()
    if (snapshot.hot === head.snapshot.hot) return head.faces
    const faces = this.#faces.get(snapshot.hot) ?? new SlateItemCache(snapshot)
    this.#faces.set(snapshot.hot, faces)
    return faces
  }

  #columnsOf(key: string, snapshot: Snapshot): ArmColumns {
    const known = this.#columns.get(key)
    if (known !== undefined) return known
    if (this.#columns.size >= COLUMNS_MAX) this.#forgetColumns(leastUsed(this.#columns))
    const place = this.#free.pop()
    if (place === undefined) throw new RangeError('more columns of arms than there are places')
    this.#results ??= new ResultGrades(this.headOf().snapshot, this.engine)
    const bases = new ArmBaseScores(snapshot, this.engine, this.#results, slotsAt(place))
    const made = { key, place, bases, lastUse: this.#uses }
    this.#columns.set(key, made)
    return made
  }

  /** Gives the place of columns back, and forgets the arms that read them. */
  #forgetColumns(columns: ArmColumns): void {
    for (const ranking of this.#rankings.values()) if (ranking.columns === columns) this.#forgetRanking(ranking)
    this.#free.push(columns.place)
    this.#columns.delete(columns.key)
  }

  #forgetRanking(ranking: RankingArm<Opened>): void {
    this.#forgetArms((arm) => arm.ranking === ranking)
    this.#rankings.delete(ranking.key)
  }

  #forgetArms(isForgotten: (arm: KeptArm<Opened>) => boolean): void {
    for (const [key, arm] of this.#arms) if (isForgotten(arm)) this.#arms.delete(key)
    this.#byValues = new WeakMap()
  }
}

/** The engine's slots of a place. Those of the snapshot itself come first. */
function slotsAt(place: number): ArmSlots {
  const graded = SURFACE_IDS.length + COLUMNS_MAX + place * SURFACE_IDS.length
  return { shared: SURFACE_IDS.length + place, ofSurface: (surface) => graded + SURFACE_IDS.indexOf(surface) }
}

/** What was asked for longest ago. */
function leastUsed<Kept extends { readonly lastUse: number }>(kept: ReadonlyMap<string, Kept>): Kept {
  return [...kept.values()].reduce((least, each) => (each.lastUse < least.lastUse ? each : least))
}
