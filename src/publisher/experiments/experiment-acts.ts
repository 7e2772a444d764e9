import { againstWinner } from '../../experiment/analysis/verdict/against-winner.ts'
import { changeExperiment, readExperiment } from '../../schedule/experiments/experiment-store.ts'
import { afterAct, type ExperimentAct, type StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { auditOf, noSuchExperiment, notNow, type SeenOrder } from './experiment-order.ts'
import { analysedExperiment } from './experiment-views.ts'
import { dueCoverage } from './ramp-by-clock.ts'
import { reasonAgainstServing } from './reason-against-serving.ts'

/** Lets an experiment run, for a share of all units. @throws OpsProblem 404, 409 */
export async function startExperiment(
  publisher: PublisherContext,
  key: string,
  order: SeenOrder & { readonly coverage: number | undefined },
): Promise<StoredExperiment> {
  const coverage = order.coverage ?? publisher.rules.experiments.startCoverage
  return act(publisher, key, { order, act: 'start' }, async (before) => {
    if (before.state !== 'draft') {
      throw notNow(
        `It is ${before.state}: only a draft starts.${before.state === 'running' ? ' ff experiment ramp lets more take part.' : ' Put what you try next under a key of its own.'}`,
      )
    }
    const due = dueCoverage({ ...before, state: 'running', coverage }, publisher.now())
    if (due !== null) {
      throw notNow(
        `A step of its ramp has passed: in five minutes ${share(due)} would take part. Put its steps later, or start with ${share(due)}.`,
        'ramp',
      )
    }
    await refuseUnserved(publisher, before, coverage)
    return { state: 'running', coverage, startedAt: publisher.now() }
  })
}

/** Lets more units take part, or lets a ramp go on that has stopped by itself. @throws OpsProblem 404, 409 */
export function rampExperiment(
  publisher: PublisherContext,
  key: string,
  order: SeenOrder & { readonly coverage: number | undefined; readonly isResumed: boolean },
): Promise<StoredExperiment> {
  return act(publisher, key, { order, act: order.isResumed ? 'resume' : 'ramp' }, async (before) => {
    refuseUnlessRunning(before)
    if (before.held !== null && !order.isResumed) {
      throw notNow(
        `Its ramp has stopped by itself: ${before.held.reason} Find the cause, and ramp it with resume (ff experiment ramp ${key} --resume --reason "…"), or stop it.`,
        'held',
      )
    }
    if (before.held === null && order.isResumed)
      throw notNow('Its ramp has not stopped by itself: leave out resume.', 'resume')
    const reached = before.held?.coverage ?? before.coverage
    const { coverage = reached } = order
    if (coverage < reached || (coverage === reached && !order.isResumed)) {
      throw notNow(
        `${share(reached)} take part already, and a ramp only grows: who was in must stay in. ff experiment stop ${key} ends it.`,
        'coverage',
      )
    }
    await refuseUnserved(publisher, before, coverage)
    return { coverage, held: null }
  })
}

/** Ends an experiment without a winner; all get what the rules have. A draft is given up. @throws OpsProblem 404, 409 */
export function stopExperiment(publisher: PublisherContext, key: string, order: SeenOrder): Promise<StoredExperiment> {
  return act(publisher, key, { order, act: 'stop' }, (before) => {
    if (before.state !== 'running' && before.state !== 'draft') throw notNow(`It is ${before.state} already.`)
    return { state: 'stopped', coverage: 0, held: null, endedAt: publisher.now() }
  })
}

/**
 * Ends an experiment with a winner. Where the analysis does not say `decide`, or speaks against this winner, that takes a
 * reason of its own.
 * @throws OpsProblem 404, 409
 */
export function decideExperiment(
  publisher: PublisherContext,
  key: string,
  order: SeenOrder & { readonly winner: string; readonly despite: string | undefined },
): Promise<StoredExperiment> {
  const { winner, reason, despite = null } = order
  return act(publisher, key, { order, act: 'decide', more: { winner, despite } }, async (before) => {
    refuseUnlessRunning(before)
    const arms = before.record.variations.map((arm) => arm.key)
    if (!arms.includes(winner)) throw notNow(`It has no arm "${winner}": there are ${arms.join(', ')}.`, 'winner')
    const against = await reasonAgainstDeciding(publisher, before, { winner, arms })
    if (against !== null && despite === null) {
      throw notNow(`${against} Wait, or say why it is decided all the same (despite).`, 'despite')
    }
    const decision = { winner, despite: against === null ? null : despite, reason }
    return { state: 'decided', coverage: 0, held: null, endedAt: publisher.now(), decision }
  })
}

async function reasonAgainstDeciding(
  publisher: PublisherContext,
  { record, latest }: StoredExperiment,
  asked: { readonly winner: string; readonly arms: readonly string[] },
): Promise<string | null> {
  if (latest === null) return 'No results have come yet.'
  const { analysis } = await analysedExperiment(publisher, record.key, latest.day)
  if (analysis === null) return `The results up to ${latest.day} cannot be read any more: bring them in again.`
  const against = againstWinner(analysis, asked)
  return against === null ? null : `The analysis up to ${latest.day} ${against} (ff experiment analyze says why).`
}

/** What held for a start holds for each step of a ramp: rules, campaigns and other experiments change meanwhile. */
async function refuseUnserved(
  publisher: PublisherContext,
  { record }: StoredExperiment,
  coverage: number,
): Promise<void> {
  const against = await reasonAgainstServing(publisher, { record, coverage })
  if (against !== null) throw notNow(against.reason, against.field)
}

function refuseUnlessRunning({ state, record }: StoredExperiment): void {
  if (state === 'running') return
  if (state === 'draft') throw notNow(`It is a draft, and does not run: ff experiment start ${record.key} lets it.`)
  throw notNow(`It is ${state}, and runs no more: put what you try next under a key of its own.`)
}

interface ActSaid {
  readonly order: SeenOrder
  readonly act: ExperimentAct
  /** What the audit log says besides. */
  readonly more?: object
}

async function act(
  publisher: PublisherContext,
  key: string,
  { order, act: name, more = {} }: ActSaid,
  change: (before: StoredExperiment) => Partial<StoredExperiment> | Promise<Partial<StoredExperiment>>,
): Promise<StoredExperiment> {
  if ((await readExperiment(publisher.redis, key)) === null) throw noSuchExperiment(key)
  const next = await changeExperiment(publisher, key, async (before) => {
    if (before === null) throw noSuchExperiment(key)
    const { actor, reason, seen } = order
    seen(before.revision)
    const after = afterAct(before, await change(before), { at: publisher.now(), by: actor, act: name, reason })
    return { next: after, entry: auditOf(publisher, `experiment.${name}`, order, { before, next: after, more }) }
  })
  if (next === null) throw noSuchExperiment(key)
  return next
}

/** `0.015` → `1.5 %`. */
export function share(of: number): string {
  return `${Number((of * 100).toFixed(2))} %`
}
