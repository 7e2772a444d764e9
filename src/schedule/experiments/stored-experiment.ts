import { z } from 'zod'
import { experimentRecord } from '../../model/experiments/experiment.ts'
import { EXPERIMENT_STATES } from '../../model/experiments/experiment-vocabulary.ts'
import { once } from '../../model/once.ts'

const at = z.int().min(0)

/**
 * What is done to an experiment, as its history names it: `clock` is a step of its ramp, `hold` a ramp that stopped by itself,
 * `restore` a return from an export.
 */
export const EXPERIMENT_ACTS = ['put', 'start', 'ramp', 'clock', 'hold', 'resume', 'stop', 'decide', 'restore'] as const
export type ExperimentAct = (typeof EXPERIMENT_ACTS)[number]

const historyStep = z.object({
  at,
  by: z.string(),
  act: z.enum(EXPERIMENT_ACTS),
  /** The share of all units from then on. */
  coverage: z.number(),
  reason: z.string().nullable(),
})
/** One act in the history of an experiment. */
export type ExperimentStep = z.infer<typeof historyStep>

/** What the results of the last day came to, in short. */
const latest = z.object({
  day: z.string(),
  at,
  verdict: z.string(),
  /** Units of all arms. */
  units: z.int().min(0),
  /** Whether the split is as it was meant to be. */
  isSplitSound: z.boolean(),
})

/** An experiment as it is stored. Times are in milliseconds since 1970 UTC. */
export const storedExperiment = once(() =>
  z.object({
    revision: z.int().min(1),
    addedAt: at,
    changedAt: at,
    by: z.string(),
    state: z.enum(EXPERIMENT_STATES),
    /** The share of all units that takes part now, 0 to 1. */
    coverage: z.number().min(0).max(1),
    startedAt: at.nullable(),
    endedAt: at.nullable(),
    /**
     * Why its ramp stopped by itself, and the share that took part where nobody does meanwhile; null: it has not stopped.
     */
    held: z.object({ at, reason: z.string(), coverage: z.number().min(0).max(1).optional() }).nullable(),
    decision: z.object({ winner: z.string(), despite: z.string().nullable(), reason: z.string() }).nullable(),
    latest: latest.nullable(),
    /** The first first; the oldest are dropped. */
    history: z.array(historyStep),
    record: experimentRecord(),
  }),
)
/** An experiment as it is stored. */
export type StoredExperiment = z.infer<ReturnType<typeof storedExperiment>>

/** So many acts are kept in the history of an experiment. */
const KEPT_STEPS = 100

/** An experiment with one more act in its history, under its next revision. */
export function afterAct(
  before: StoredExperiment,
  change: Partial<StoredExperiment>,
  step: Omit<ExperimentStep, 'coverage'>,
): StoredExperiment {
  const next = { ...before, ...change }
  const history = [...next.history, { ...step, coverage: next.coverage }].slice(-KEPT_STEPS)
  return { ...next, revision: before.revision + 1, changedAt: step.at, by: step.by, history }
}
