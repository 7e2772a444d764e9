import type { ServedExperiment, ServedVariation } from '../../model/experiments/served-experiment.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { formerHash } from './hash.ts'
import type { PreparedExperiment } from './prepared-experiment.ts'
import type { PreparedExperiments } from './prepared-experiments.ts'
import { chosenVariation, isWithin } from './ranges.ts'
import { surfaceBit } from './touched-surfaces.ts'

/** Whoever is assigned, as far as experiments may ask. */
export interface AssignedUnit {
  /** Their pseudonym, ASCII; null: they have none, and are in no experiment. */
  readonly unit: string | null
  /** Whether the unit outlives the session: that of a consented viewer does. */
  readonly isViewer: boolean
  readonly isMinor: boolean
  /** Whether somebody is signed in. */
  readonly isMember: boolean
  readonly territory: TerritoryCode
  /** Null: unknown; an experiment for some devices is not for it. */
  readonly device: Device | null
}

/** The arm of a unit in one experiment. */
export interface AssignedArm {
  readonly experiment: PreparedExperiment
  readonly variation: ServedVariation
  /** Index of the variation. */
  readonly at: number
}

/**
 * What a unit gets, as one number: −1, it is held out, and in no experiment; 0, it is in none; else the place of its arm
 * in each experiment, which `armsOf` reads. Equal numbers, equal arms.
 */
export type ArmsCode = number
/** The code of a unit that is held out. */
export const HELD_OUT: ArmsCode = -1

/**
 * Assigns a unit. Minors and those without a unit are in nobody's experiment. The holdout comes first, then each
 * experiment that is for the unit and touches one of the surfaces asked for. An experiment by session takes no consented
 * viewer: their events carry the unit that outlives the session, so that they would be seen in two arms.
 */
export function assigned(
  { holdout, experiments, seeds }: PreparedExperiments,
  unit: AssignedUnit,
  asked: readonly { readonly surface: SurfaceId }[],
): ArmsCode {
  const name = unit.unit
  if (name === null || unit.isMinor) return 0
  const hashes = seeds.hashesOf(name)
  if (holdout !== null && (hashes[experiments.length] ?? 1) < holdout.share) return HELD_OUT
  let surfaces = 0
  for (const { surface } of asked) surfaces |= surfaceBit(surface)
  let code = 0
  for (let index = 0; index < experiments.length; index++) {
    const experiment = experiments[index]
    const hash = hashes[index]
    if (experiment === undefined || hash === undefined) continue
    code *= digitsOf(experiment)
    if ((experiment.touches & surfaces) !== 0 && isFor(experiment, unit)) code += armOf(experiment, name, hash) + 1
  }
  return code
}

/** The arms of a code, in the order of the experiments. */
export function armsOf(
  { experiments }: Pick<PreparedExperiments, 'experiments'>,
  code: ArmsCode,
): readonly AssignedArm[] {
  const arms: AssignedArm[] = []
  let left = Math.max(0, code)
  for (const experiment of experiments.toReversed()) {
    const digits = digitsOf(experiment)
    const at = (left % digits) - 1
    const variation = experiment.said.variations[at]
    if (variation !== undefined) arms.push({ experiment, variation, at })
    left = Math.floor(left / digits)
  }
  return arms.reverse()
}

/** The code of a unit that is in one arm alone, told by the place of its variation: codes of several arms add up. */
export function codeOf(
  { experiments }: Pick<PreparedExperiments, 'experiments'>,
  experiment: PreparedExperiment,
  at: number,
): ArmsCode {
  const behind = experiments.slice(experiments.indexOf(experiment) + 1)
  return behind.reduce((code, each) => code * digitsOf(each), at + 1)
}

/** What a digit of a code counts to: 0, the unit takes no part; else the place of its arm, from 1. */
function digitsOf({ said }: PreparedExperiment): number {
  return said.variations.length + 1
}

/** The place of a unit's arm in an experiment that is for it, by its hash; −1: it does not take part. */
function armOf({ said }: PreparedExperiment, unit: string, hash: number): number {
  const { namespace, ranges } = said
  if (namespace !== null && !isInNamespace(unit, namespace)) return -1
  return chosenVariation(hash, ranges)
}

/** Whether a unit falls into a namespace, by GrowthBook's hash of version 1. */
export function isInNamespace(unit: string, [name, from, to]: NonNullable<ServedExperiment['namespace']>): boolean {
  return isWithin(formerHash(`__${name}`, unit), [from, to])
}

/** Whether an experiment asks for a unit, whatever its hash is. */
export function isFor({ said, territories, devices }: PreparedExperiment, unit: AssignedUnit): boolean {
  const { targeting } = said
  if (said.unit === 'session' && unit.isViewer) return false
  if (targeting.viewers !== 'any' && (targeting.viewers === 'member') !== unit.isMember) return false
  if (territories.size > 0 && !territories.has(unit.territory)) return false
  return devices.size === 0 || (unit.device !== null && devices.has(unit.device))
}
