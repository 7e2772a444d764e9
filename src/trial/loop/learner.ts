import { tasteMetadata } from '../../compile/columns/embedding.ts'
import type { Aggregates, CatalogueAsset, ExposureRow } from '../../learn/aggregates/aggregates.ts'
import { likeAggregates } from '../../learn/aggregates/like-aggregates.ts'
import type { VectorsBefore } from '../../learn/embedding/taste-map.ts'
import { learnRun } from '../../learn/run/learn-run.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { LearnedRun, LearnedRunId } from '../../model/learned/learned-run.ts'
import type { Seen } from '../serve/policy.ts'
import type { Teacher } from '../serve/product.ts'
import type { MadeUpTitle } from '../world/catalogue.ts'
import { TRIAL_REGION } from '../world/screens.ts'

const DAY_MS = 86_400_000
/** Nobody in the trial is a person, and few of so small an audience have anything in common. */
const LEAST_UNITS = 1
/**
 * Chosen by hand for such worlds, the same for every seed: a taste of few likes is not as sure as the rules' own points have it,
 * and age says nothing here. A fit to what was shown takes taste for idle: of what is shown, only what a viewer's taste speaks for
 * is liked by few others.
 */
const POINTS: LearnedPoints = { taste: 35, sessionTaste: 15, engagement: 15, freshness: 0 }

/** How the trial learns. */
export interface LearnerOptions {
  readonly seed: number
  readonly startsAt: number
}

/** Learns a run each night from all that was seen, by the product's own slow loop, from aggregates as it gets them. */
export class Learner implements Teacher {
  private readonly exposures = new Map<string, { -readonly [Field in keyof ExposureRow]: ExposureRow[Field] }>()
  /** What each viewer or session started. */
  private readonly likes = new Map<string, Set<AssetId>>()
  private events = 0
  private before: VectorsBefore | null = null

  constructor(
    private readonly catalogue: readonly MadeUpTitle[],
    private readonly options: LearnerOptions,
  ) {}

  took(seen: readonly Seen[]): void {
    const date = isoOf(this.options.startsAt + (seen[0]?.day ?? 0) * DAY_MS).slice(0, 10)
    for (const each of seen) {
      this.events += each.started ? 2 : 1
      this.expose(each, date)
      if (!each.started) continue
      const likes = this.likes.get(each.viewer.id) ?? new Set()
      this.likes.set(each.viewer.id, likes.add(each.assetId))
    }
  }

  lesson(day: number): LearnedRun | null {
    if (this.exposures.size === 0) return null
    const { seed, startsAt } = this.options
    const span = { from: startsAt, to: startsAt + day * DAY_MS }
    const { pairs } = likeAggregates(
      Array.from(this.likes.values(), (own) => [...own]),
      [],
      span,
    )
    const data = { from: isoOf(span.from), to: isoOf(span.to), events: this.events }
    const aggregates: Aggregates = { exposures: [...this.exposures.values()], pairs, data }
    const arrived = this.catalogue.filter(({ arrivesOn }) => arrivesOn <= day).flatMap(assetsOf)
    const { run } = learnRun(aggregates, arrived, this.before, { seed, leastUnits: LEAST_UNITS, terms: POINTS })
    const id: LearnedRunId = `lrn_${String(day).padStart(32, '0')}`
    const named: LearnedRun = { ...run, head: { ...run.head, id } }
    this.before = named
    return named
  }

  private expose({ assetId, surface, position, started }: Seen, date: string): void {
    const key = `${assetId} ${surface} ${position} ${date}`
    const none = {
      assetId,
      surface,
      position,
      region: TRIAL_REGION,
      day: date,
      impressions: 0,
      rewarded: 0,
      units: 0,
      quantileSum: 0,
    }
    const row = this.exposures.get(key) ?? none
    row.impressions += 1
    row.units += 1
    row.rewarded += Number(started)
    this.exposures.set(key, row)
  }
}

function assetsOf({ record, assets }: MadeUpTitle): readonly CatalogueAsset[] {
  return assets.map((asset) => ({
    assetId: asset.id,
    titleId: record.id,
    metadata: tasteMetadata(asset, record, null),
  }))
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
