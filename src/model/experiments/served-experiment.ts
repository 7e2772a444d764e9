import type { Device } from '../nouns/campaign-vocabulary.ts'
import type { TerritoryCode } from '../nouns/region.ts'
import type { SurfaceId } from '../nouns/surface.ts'
import type { ExperimentUnit, TargetedViewers } from './experiment-vocabulary.ts'

/** One arm as a snapshot has it. */
export interface ServedVariation {
  readonly key: string
  /** Owned values by path (`policies/parameter-path.ts`); control has none. */
  readonly parameters: Readonly<Record<string, number | string | null>>
}

/** A running experiment as the edge reads it, in the `rules` shard of a snapshot. */
export interface ServedExperiment {
  readonly key: string
  readonly layer: string
  readonly hashVersion: 2
  readonly seed: string
  readonly unit: ExperimentUnit
  /** The half-open range of hashes of each arm, in 0 to 1, from weights and coverage; a range without length is nobody's. */
  readonly ranges: readonly (readonly [from: number, to: number])[]
  readonly namespace: readonly [name: string, from: number, to: number] | null
  readonly targeting: {
    readonly territories: readonly TerritoryCode[]
    readonly surfaces: readonly SurfaceId[]
    readonly devices: readonly Device[]
    readonly viewers: TargetedViewers
  }
  readonly variations: readonly ServedVariation[]
}

/** Why a reader turns an experiment off. */
export const EXPERIMENT_FAULTS = ['broken', 'twice', 'contested', 'columns', 'many', 'learning'] as const
export type ExperimentFault = (typeof EXPERIMENT_FAULTS)[number]

/** The share of all units that gets nothing of what was learned and of no experiment. */
export interface ServedHoldout {
  readonly seed: string
  /** 0 to 1. */
  readonly share: number
}

/** What the `rules` shard says of experiments. */
export interface ServedExperiments {
  readonly holdout: ServedHoldout
  readonly experiments: readonly ServedExperiment[]
}
