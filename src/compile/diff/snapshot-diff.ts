import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { assetOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { AnswerCause, ChangedAnswer } from './changed-answers.ts'
import { comparison, type Pair } from './comparison.ts'
import { type ExperimentDiff, experimentsDiff } from './experiments-diff.ts'
import { type LearningDiff, learningDiff } from './learning-diff.ts'
import { lossInWords } from './loss-text.ts'
import { type RecordDiff, recordDiff } from './record-diff.ts'
import { NO_WINNER } from './winners.ts'

/** An answer of the panel that differs: who asked, when, and which asset won before and after. */
export interface AnswerExample {
  readonly place: string
  readonly viewer: string
  readonly surface: string
  readonly device: string | null
  /** ISO text. */
  readonly at: string
  readonly before: string | null
  readonly after: string | null
  readonly cause: AnswerCause
}

/** How answers differ: a panel decided on both snapshots, at the edges of the next hours. */
export interface DecisionDiff {
  readonly asked: number
  readonly changed: number
  readonly byCause: Readonly<Record<AnswerCause, number>>
  /** How many change in each place that was asked for: a country, or a part of one. */
  readonly byPlace: Readonly<Record<string, number>>
  /** As `GB kids home-hero: 12 titles gone, empty 18:00–21:00`. */
  readonly newlyEmpty: readonly string[]
  readonly examples: readonly AnswerExample[]
}

/** The differences between two snapshots of a region: in their records, their experiments, and what they decide. */
export interface SnapshotDiff {
  readonly records: RecordDiff
  /** What arms of experiments have in place of what was learned; left out: it is alike. */
  readonly learning?: LearningDiff[]
  /** Experiments that begin, end or change; left out: they are alike. */
  readonly experiments?: ExperimentDiff[]
  readonly decisions: DecisionDiff
}

/** How many ids of a kind, and how many answers, are listed individually. */
const LISTED = 100
const EXAMPLES = 20

/** The differences from `live` to `next`. Unexplained examples come first, because nobody intended them. */
export function snapshotDiff(pair: Pair & { readonly live: OpenedSnapshot }): SnapshotDiff {
  const [live, next] = [pair.live.snapshot, pair.next.snapshot]
  const { requests, changed, lost } = comparison(pair)
  const learning = learningDiff(live, next)
  const experiments = experimentsDiff(live.rules, next.rules)
  const causes: readonly AnswerCause[] = ['unexplained', 'learned', 'schedule', 'weights']
  const of = (cause: AnswerCause): readonly ChangedAnswer[] => changed.filter((answer) => answer.cause === cause)
  return {
    records: recordDiff(live, next, LISTED),
    ...(learning.length > 0 && { learning: [...learning] }),
    ...(experiments.length > 0 && { experiments: [...experiments] }),
    decisions: {
      asked: requests.length,
      changed: changed.length,
      byCause: {
        schedule: of('schedule').length,
        weights: of('weights').length,
        unexplained: of('unexplained').length,
        learned: of('learned').length,
      },
      byPlace: countedByPlace(changed),
      newlyEmpty: lost.map(lossInWords),
      examples: distinct(causes.flatMap(of).map((answer) => exampleOf(live, next, answer))).slice(0, EXAMPLES),
    },
  }
}

function countedByPlace(changed: readonly ChangedAnswer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { request } of changed) counts[request.at.code] = (counts[request.at.code] ?? 0) + 1
  return counts
}

/** One example for each place, viewer and surface: others of the same cell mostly repeat it. */
function distinct(examples: readonly AnswerExample[]): readonly AnswerExample[] {
  const cells = new Map<string, AnswerExample>()
  for (const example of examples) {
    const cell = `${example.place} ${example.viewer} ${example.surface} ${example.cause}`
    if (!cells.has(cell)) cells.set(cell, example)
  }
  return [...cells.values()]
}

function exampleOf(live: Snapshot, next: Snapshot, { request, before, after, cause }: ChangedAnswer): AnswerExample {
  const assetId = ({ hot, text }: Snapshot, row: number): string | null =>
    row === NO_WINNER ? null : text.asset(assetOf(hot, row)).assetId
  return {
    place: request.at.code,
    viewer: request.band.name,
    surface: request.surface,
    device: request.hints.device,
    at: new Date(request.now).toISOString(),
    before: assetId(live, before),
    after: assetId(next, after),
    cause,
  }
}
