import {
  changeExperiment,
  type ExperimentChange,
  readOpenExperiments,
} from '../../schedule/experiments/experiment-store.ts'
import { afterAct, type StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { auditOf } from './experiment-order.ts'
import { reasonAgainstServing } from './reason-against-serving.ts'

/** Who takes the steps of a ramp. */
const CLOCK = { actor: 'cron', reason: 'a step of its ramp' } as const

/**
 * Takes the steps of ramps whose time has come, where nothing speaks against it. What would be refused to a person is not
 * done by the clock either: that ramp stops by itself, says why, and goes on when a person resumes it.
 *
 * @returns the keys of those that grew
 */
export async function rampByClock(publisher: PublisherContext): Promise<readonly string[]> {
  const grown: string[] = []
  for (const { record, ...rest } of (await readOpenExperiments(publisher.redis)).experiments) {
    if (dueCoverage({ record, ...rest }, publisher.now()) === null) continue
    const after = await changeExperiment(publisher, record.key, async (before) => {
      const coverage = before === null ? null : dueCoverage(before, publisher.now())
      if (before === null || coverage === null) return null
      const against = await reasonAgainstServing(publisher, { record: before.record, coverage })
      return against === null ? grownTo(publisher, before, coverage) : heldAt(publisher, before, against.reason)
    })
    if (after !== null && after.held === null) grown.push(record.key)
  }
  return grown
}

function grownTo(publisher: PublisherContext, before: StoredExperiment, coverage: number): ExperimentChange {
  const [at, { actor: by, reason }] = [publisher.now(), CLOCK]
  const next = afterAct(before, { coverage }, { at, by, act: 'clock', reason })
  return { next, entry: auditOf(publisher, 'experiment.ramp', CLOCK, { before, next }) }
}

function heldAt(publisher: PublisherContext, before: StoredExperiment, why: string): ExperimentChange {
  const [at, { actor }] = [publisher.now(), CLOCK]
  const reason = `A step was due, and ${why}`
  const next = afterAct(before, { held: { at, reason } }, { at, by: actor, act: 'hold', reason })
  return { next, entry: auditOf(publisher, 'experiment.hold', { actor, reason }, { before, next }) }
}

/**
 * The coverage of the last step whose time has come; null: none that lets more take part, or the experiment is not sound
 * as far as its last results tell.
 */
export function dueCoverage(
  {
    state,
    held,
    latest,
    coverage,
    record,
  }: Pick<StoredExperiment, 'state' | 'held' | 'latest' | 'coverage' | 'record'>,
  now: number,
): number | null {
  if (state !== 'running' || held !== null || latest?.verdict === 'refused') return null
  const due = record.ramp.filter(({ at }) => Date.parse(at) <= now).at(-1)
  return due !== undefined && due.coverage > coverage ? due.coverage : null
}

/** The next step that lets more take part; null: there is none. */
export function nextStepOf({
  state,
  coverage,
  held,
  record,
}: Pick<StoredExperiment, 'state' | 'coverage' | 'held' | 'record'>): {
  readonly at: string
  readonly coverage: number
} | null {
  if (state !== 'running' && state !== 'draft') return null
  return record.ramp.find((step) => step.coverage > Math.max(coverage, held?.coverage ?? 0)) ?? null
}
