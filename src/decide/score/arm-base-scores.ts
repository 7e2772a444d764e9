import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { GRADES, type OpenEngine } from '../engine/engine.ts'
import { type BaseScores, partsOfAll } from './base-scores.ts'
import { engagementUnitsOfSteps, hourOf } from './score-terms.ts'

/** Most columns of scores beside a snapshot's own. */
export const COLUMNS_MAX = 8

/** The engine's slots of one arm: one for what all surfaces share, and one for each surface. */
export interface ArmSlots {
  readonly shared: number
  ofSurface(surface: SurfaceId): number
}

/**
 * The results of assets as the engine's grades, a column for each surface that has any. They are measured steps of the
 * engagement term, which no arm changes, so that all arms beside a snapshot share them.
 */
export class ResultGrades {
  readonly #columns = new Map<SurfaceId, number | null>()

  constructor(
    private readonly snapshot: Pick<Snapshot, 'hot' | 'weights'>,
    private readonly engine: OpenEngine,
  ) {}

  /** The column of a surface, stored when it is first asked for; null: no asset has results there. */
  columnOf(surface: SurfaceId): number | null {
    const known = this.#columns.get(surface)
    if (known !== undefined) return known
    const grades = this.#gradesOf(SURFACE_IDS.indexOf(surface))
    const column = grades === null ? null : SURFACE_IDS.indexOf(surface)
    if (grades !== null && column !== null) this.engine.setGrades(column, grades)
    this.#columns.set(surface, column)
    return column
  }

  #gradesOf(surface: number): Uint8Array | null {
    const { hot, weights } = this.snapshot
    const grades = new Uint8Array(hot.assets.idHash.length)
    let hasAny = false
    weights.knownAssets.forEach((asset, index) => {
      const steps = weights.engagement[index * SURFACE_IDS.length + surface] ?? 0
      grades[asset] = steps
      hasAny ||= steps !== 0
    })
    return hasAny ? grades : null
  }
}

/**
 * The base scores of an arm. Surfaces differ in engagement alone, so one column serves them all, and each surface grades
 * it: that takes a quarter of the memory of a column for each, and a little longer to read.
 */
export class ArmBaseScores implements BaseScores {
  #hour: number | null = null
  readonly #graded = new Set<SurfaceId>()

  constructor(
    private readonly snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>,
    private readonly engine: OpenEngine,
    private readonly results: ResultGrades,
    private readonly slots: ArmSlots,
  ) {}

  slotFor(surface: SurfaceId, now: number): number {
    const { shared } = this.slots
    if (this.#hour !== hourOf(now)) {
      const asset = new Int32Array(this.snapshot.hot.assets.idHash.length)
      this.engine.spreadBase(shared, { ...partsOfAll(this.snapshot, now), asset })
      this.#graded.clear()
      this.#hour = hourOf(now)
    }
    const { engagement } = this.snapshot.rules.ranking.personal.points
    const grades = engagement === 0 ? null : this.results.columnOf(surface)
    if (grades === null) return shared
    const slot = this.slots.ofSurface(surface)
    if (!this.#graded.has(surface)) {
      this.engine.gradeBase(slot, { base: shared, grades, points: pointsOf(engagement) })
      this.#graded.add(surface)
    }
    return slot
  }
}

/** Units by grade, which is a signed byte of steps. */
function pointsOf(engagement: number): Int32Array {
  return Int32Array.from({ length: GRADES }, (_, grade) => engagementUnitsOfSteps((grade << 24) >> 24, engagement))
}
