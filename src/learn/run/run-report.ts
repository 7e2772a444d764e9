import type { LearnedHead, LearnedRun } from '../../model/learned/learned-run.ts'
import type { GatheredAggregates, RefusedRow, TableCounts } from '../aggregates/gathered-aggregates.ts'
import type { TermsReport } from '../points/terms-report.ts'
import { RESULT_HALF_LIFE_DAYS } from '../posteriors/age.ts'
import type { HeldOut } from './held-out.ts'
import type { LearnOptions, LearnReport } from './learn-run.ts'
import { type MovedRates, movedRates } from './moved-rates.ts'

/** `report.json`: what a run did, for the persons who activate it. Equal input gives equal bytes. */
export interface RunReport extends LearnReport {
  readonly v: 1
  readonly run: string
  readonly previous: string | null
  readonly space: string
  /** Whether profiles of before say nothing in this space. */
  readonly isNewSpace: boolean
  readonly seed: number
  readonly leastUnits: number
  readonly data: LearnedHead['data']
  readonly positions: LearnedHead['positions']
  readonly terms: LearnedHead['terms']
  /** Where they come from, and why. */
  readonly pointsOfTerms: TermsReport
  /** After so many days a result counts half. */
  readonly halfLifeDays: number
  /** Rows of the aggregates that came in. */
  readonly rows: { readonly exposures: TableCounts; readonly pairs: TableCounts }
  /** What was left out when the aggregates were made, by why; empty: they were handed over. */
  readonly leftOut: Readonly<Record<string, number>>
  readonly unknownAssets: number
  readonly refusedRows: readonly RefusedRow[]
  readonly heldOut: HeldOut | null
  /** Null: there was no run before. */
  readonly moved: MovedRates | null
}

/** What a report is made of, besides what `learnRun` reports. */
export interface ReportParts {
  readonly run: LearnedRun
  readonly previous: LearnedRun | null
  readonly learned: LearnReport
  readonly gathered: Pick<GatheredAggregates, 'countsOf' | 'unknown' | 'refused'>
  readonly leftOut: RunReport['leftOut']
  readonly heldOut: HeldOut | null
  readonly pointsOfTerms: TermsReport
  readonly options: LearnOptions
}

/** Puts a report together. */
export function runReport(parts: ReportParts): RunReport {
  const { run, previous, learned, gathered, leftOut, heldOut, options, pointsOfTerms } = parts
  const { id, space, data, positions, terms } = run.head
  return {
    ...{ v: 1, run: id, previous: previous?.head.id ?? null, space, isNewSpace: previous?.head.space !== space },
    ...{ seed: options.seed, leastUnits: options.leastUnits, data, positions, terms, pointsOfTerms },
    halfLifeDays: RESULT_HALF_LIFE_DAYS,
    ...learned,
    rows: { exposures: gathered.countsOf('exposures'), pairs: gathered.countsOf('pairs') },
    ...{ leftOut, unknownAssets: gathered.unknown, refusedRows: gathered.refused, heldOut },
    moved: previous === null ? null : movedRates(run.assets, previous.assets),
  }
}
