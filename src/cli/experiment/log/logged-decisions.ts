import { withoutMemory } from '../../../decision-log/withheld-memory.ts'
import { armOfLine } from '../../../experiment/decisions/arm-of-line.ts'
import type { LoggedDecision } from '../../../experiment/decisions/logged-decision.ts'
import type { AnalysedExperiment } from '../../../experiment/metrics/analysed-experiment.ts'
import type { DecisionLogLine } from '../../../model/messages/decision-log.ts'
import { isInSample } from '../../../replay/sampled.ts'
import { type ToldPlacement, toldPlacements } from '../../../replay/told-placements.ts'
import { type AskedLines, namesOf, sourcesOf } from '../../off-policy/snapshot/asked-lines.ts'
import { numberedLines } from '../../off-policy/snapshot/numbered-lines.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import type { Recheck } from './recheck.ts'

/** What was read of the decision log, and what was left out of it. */
export interface ReadDecisions {
  readonly decisions: readonly LoggedDecision[]
  /** Lines that are none, and where the first of them stands. */
  readonly rejected: number
  readonly firstRejected: string | null
  /** Lines that the isolates had to leave out before these. */
  readonly skipped: number
  /** Lines of the experiment whose body was too long for them. */
  readonly withoutBody: number
  /** Videos of which the gates of the line's own snapshot were asked again. */
  readonly rechecked: number
  readonly shown: number
}

/**
 * Reads what lines of the decision log say of an experiment, without anything that was remembered of viewers.
 * @param recheck asks the gates again; null: the line alone is at hand
 */
export async function loggedDecisions(
  asked: AskedLines,
  experiment: AnalysedExperiment,
  { ops, recheck }: { readonly ops: () => Promise<OpsClient>; readonly recheck: Recheck | null },
): Promise<ReadDecisions> {
  const { lines, rejected } = await numberedLines(await sourcesOf(asked, ops, 'counts'), withoutMemory)
  const sampledShare = sampledShareOf(lines.map(({ line }) => line))
  const counts = { skipped: 0, withoutBody: 0, rechecked: 0, shown: 0 }
  const decisions: LoggedDecision[] = []
  // Lines of one snapshot follow each other, so that one is in memory at a time.
  for (const { line } of [...lines].sort((one, other) => (one.line.snapshot.id < other.line.snapshot.id ? -1 : 1))) {
    counts.skipped += line.logged.skipped
    const arm = armOfLine(line, experiment)
    if (arm < 0) continue
    const placements = toldPlacements(line)
    if (placements === null) {
      counts.withoutBody++
      continue
    }
    const videos = await seen(line, placements, recheck)
    counts.shown += videos.shown
    counts.rechecked += videos.rechecked
    decisions.push({
      ...{ arm, group: line.memory.viewerKey, at: line.at, weight: line.logged.weight },
      isSampled: isInSample(line.decisionId, sampledShare),
      asked: placements.length,
      empty: placements.filter(({ items }) => items.length === 0).length,
      ...{ shown: videos.shown, above: videos.above },
      where: { rung: line.snapshot.rung, place: line.context.place },
    })
  }
  const [first] = rejected
  const firstRejected =
    first === undefined ? null : `${namesOf(asked)[first.file]}, line ${first.line}: ${first.reason}`
  return { decisions, rejected: rejected.length, firstRejected, ...counts }
}

/** The share of all decisions that every file has a sample of; 0: none is known. */
function sampledShareOf(lines: readonly DecisionLogLine[]): number {
  const weights = lines.filter(({ logged }) => logged.because === 'sampled').map(({ logged }) => logged.weight)
  return weights.length === 0 ? 0 : 1 / weights.reduce((greatest, weight) => Math.max(greatest, weight), 1)
}

interface SeenVideos {
  shown: number
  above: number
  rechecked: number
}

/** Counts the videos of a line, and those above the viewer's cap: by the answer's own rating, or by the gates. */
async function seen(
  line: DecisionLogLine,
  placements: readonly ToldPlacement[],
  recheck: Recheck | null,
): Promise<SeenVideos> {
  const videos: SeenVideos = { shown: 0, above: 0, rechecked: 0 }
  for (const { placement, items, isFloor } of placements) {
    for (const { assetId, ratingAge } of items) {
      // House idents are of the baseline, and not of the line's snapshot.
      const refused = recheck === null || isFloor ? null : await recheck.isRefused(line, placement, assetId)
      videos.shown++
      if (refused !== null) videos.rechecked++
      if (refused === true || (ratingAge !== null && ratingAge > line.context.cap)) videos.above++
    }
  }
  return videos
}
