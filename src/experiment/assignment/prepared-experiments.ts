import { HOLDOUT_LAYER, LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { ExperimentFault, ServedExperiment } from '../../model/experiments/served-experiment.ts'
import { columnsOfArms } from './columns-of-arms.ts'
import { Seeds } from './hash.ts'
import { contestedPath, pathsOf } from './meeting.ts'
import type { PreparedExperiment } from './prepared-experiment.ts'
import { soundExperiment, soundHoldout } from './sound-experiment.ts'
import { type SurfacesOfCampaign, surfaceBit, touchedBy } from './touched-surfaces.ts'

/** All experiments of a snapshot. */
export interface PreparedExperiments {
  /** Null: nobody is held out. */
  readonly holdout: { readonly share: number } | null
  readonly experiments: readonly PreparedExperiment[]
  /** Those of the experiments, and behind them that of the holdout. */
  readonly seeds: Seeds
  readonly off: readonly ExperimentOff[]
}

/**
 * Why an experiment is off. `broken`: it is not sound, or says what this code does not know; `twice`: its key is there
 * twice; `contested`: it owns what one before it owns; `columns`: with those before it, arms would have more columns
 * of scores than a region keeps in memory; `many`: there are sixteen before it; `learning`: an arm has a run, or none, that the
 * snapshot brings no vectors of.
 */
export interface ExperimentOff {
  /** `?`: it has no key. */
  readonly key: string
  readonly why: ExperimentFault
  /** The path that is contested, or the run; the experiment before it. */
  readonly about?: string
  readonly other?: string
}

/** Most experiments at once: the arms of so many are told in one whole number. */
const EXPERIMENTS_MAX = 16

/** What a snapshot is asked about its experiments. */
export interface AskedSnapshot {
  readonly surfacesOf: SurfacesOfCampaign
  /** Whether it can be decided on with a value of `learned`. */
  readonly canLearn: (value: unknown) => boolean
}

/** No experiments at all. */
export const NO_EXPERIMENTS: PreparedExperiments = {
  ...{ holdout: null, experiments: [], off: [] },
  seeds: new Seeds([]),
}

/**
 * Reads what a snapshot says of experiments. What is broken or unknown is off, and all others go on. Never throws.
 * @param said the field `experiments` of its rules, which may be anything
 */
export function preparedExperiments(said: unknown, asked: AskedSnapshot): PreparedExperiments {
  if (said === undefined || said === null) return NO_EXPERIMENTS
  const { holdout: saidHoldout, experiments: listed } = fieldsOf(said)
  const holdout = soundHoldout(saidHoldout)
  const why = holdout === null ? 'broken' : holdout.share > 0 && !asked.canLearn(LEARNED_NONE) ? 'learning' : null
  const off: ExperimentOff[] = why === null ? [] : [{ key: HOLDOUT_LAYER, why }]
  const heldOut = why === null ? holdout : null
  const entries: readonly unknown[] = Array.isArray(listed) ? listed : [null]
  const keys = entries.map(keyOf)
  const experiments: PreparedExperiment[] = []
  for (const [index, entry] of entries.entries()) {
    const key = keys[index] ?? '?'
    const isTwice = key !== '?' && keys.indexOf(key) !== keys.lastIndexOf(key)
    const read = isTwice ? null : soundExperiment(entry)
    if (read === null) {
      off.push({ key, why: isTwice ? 'twice' : 'broken' })
      continue
    }
    const made = prepared(read, asked.surfacesOf)
    const isOneTooMany = experiments.length >= EXPERIMENTS_MAX
    const against = isOneTooMany ? ({ why: 'many' } as const) : obstacle(made, experiments, asked)
    if (against === null) experiments.push(made)
    else off.push({ key, ...against })
  }
  return {
    holdout: heldOut && { share: heldOut.share },
    experiments,
    seeds: new Seeds([...experiments.map(({ said }) => said.seed), ...(heldOut === null ? [] : [heldOut.seed])]),
    off,
  }
}

/** What an experiment cannot have beside those before it; null: nothing. */
function obstacle(
  made: PreparedExperiment,
  before: readonly PreparedExperiment[],
  { surfacesOf, canLearn }: AskedSnapshot,
): Omit<ExperimentOff, 'key'> | null {
  const runs = made.said.variations.map(({ parameters }) => parameters.learned).filter((value) => value !== undefined)
  const missing = runs.find((run) => !canLearn(run))
  if (missing !== undefined) return { why: 'learning', about: String(missing) }
  for (const { said } of before) {
    const about = contestedPath(said, made.said)
    if (about !== null) return { why: 'contested', about, other: said.key }
  }
  return columnsOfArms([...before, made], surfacesOf) === null ? { why: 'columns' } : null
}

function prepared(said: ServedExperiment, surfacesOf: SurfacesOfCampaign): PreparedExperiment {
  const touched = [...pathsOf(said)].flatMap((path) => touchedBy(path, said, surfacesOf))
  return {
    said,
    territories: new Set(said.targeting.territories),
    devices: new Set(said.targeting.devices),
    touches: touched.reduce((bits, surface) => bits | surfaceBit(surface), 0),
  }
}

function fieldsOf(said: unknown): { readonly holdout?: unknown; readonly experiments?: unknown } {
  return typeof said === 'object' && said !== null ? said : {}
}

function keyOf(entry: unknown): string {
  const key = typeof entry === 'object' && entry !== null && 'key' in entry ? entry.key : null
  return typeof key === 'string' && key.length <= 80 ? key : '?'
}
