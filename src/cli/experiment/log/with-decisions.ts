import type { Moments } from '../../../experiment/analysis/moments/moments.ts'
import {
  cellsOfDecisions,
  type LoggedMetric,
  momentsOfDecisions,
} from '../../../experiment/decisions/moments-of-decisions.ts'
import type { AnalysedExperiment } from '../../../experiment/metrics/analysed-experiment.ts'
import { DECISION_METRICS } from '../../../experiment/metrics/metric-definitions.ts'
import { count } from '../../frame/output.ts'
import type { AskedLines } from '../../off-policy/snapshot/asked-lines.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { loggedDecisions, type ReadDecisions } from './logged-decisions.ts'

interface FromLog {
  readonly experiment: AnalysedExperiment
  readonly metrics: readonly LoggedMetric[]
  readonly lines: AskedLines
  readonly ops: () => Promise<OpsClient>
  /** What was read and what was left out, in a sentence. */
  readonly told: (sentence: string) => void
}

/** Moments of events, with what lines of the decision log tell beside: guardrails, and cells by rung and place. */
export async function withDecisions(
  moments: Moments,
  { experiment, metrics, lines, ops, told }: FromLog,
): Promise<Moments> {
  // Loaded when asked for: events alone should not wait for the gates.
  const { Recheck } = await import('./recheck.ts')
  const recheck = 'last' in lines ? new Recheck(ops) : null
  const read = await loggedDecisions(lines, experiment, { ops, recheck })
  for (const sentence of sentencesOf(read)) told(sentence)
  const unnamed = Object.keys(DECISION_METRICS).filter((id) => metrics.every((metric) => metric.id !== id))
  if (unnamed.length > 0) told(unnamedSentence(unnamed, read))
  const { decisions } = read
  const named = [...experiment.metrics, ...experiment.guardrails]
  const places = new Map(named.map((id, place) => [id, place]))
  const all = [...moments.metrics, ...momentsOfDecisions(decisions, metrics, experiment.arms.length)]
  return {
    ...moments,
    metrics: all.sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0)),
    cells: [...(moments.cells ?? []), ...cellsOfDecisions(decisions, experiment.arms.length)],
  }
}

/** What was counted all the same, of metrics that the record does not name. */
function unnamedSentence(unnamed: readonly string[], { decisions, shown }: ReadDecisions): string {
  const sum = (of: 'above' | 'empty' | 'asked') => decisions.reduce((total, each) => total + each[of], 0)
  const found = `${count(sum('above'))} of ${count(shown)} videos above the cap, ${count(sum('empty'))} of ${count(sum('asked'))} placements empty`
  return `not in the analysis: ${unnamed.join(', ')}; name them in guardrails of the record. Found: ${found}`
}

function* sentencesOf(read: ReadDecisions): Generator<string> {
  const { decisions, rejected, firstRejected, skipped, withoutBody, rechecked, shown } = read
  if (rejected > 0) yield `${count(rejected)} of the decision log cannot be read, and are in no sum: ${firstRejected}`
  if (skipped > 0) yield `${count(skipped)} decisions were not logged, as there were too many at once`
  if (withoutBody > 0) yield `${count(withoutBody)} lines have no answer, as it was too long: they are in no sum`
  const again = rechecked === 0 ? '' : `; of ${count(rechecked)} the gates of their own snapshot were asked again`
  const rest = rechecked === shown ? '' : `; of ${count(shown - rechecked)} the rating that was shown was compared`
  yield `the decision log: ${count(decisions.length)} decisions of the experiment, ${count(shown)} videos${again}${rest}`
}
