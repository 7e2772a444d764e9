import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'

/** An experiment with everything that assigning needs, made once for a snapshot. */
export interface PreparedExperiment {
  readonly said: ServedExperiment
  readonly territories: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
  /** Surfaces where what it owns can change an answer, as bits: those that it is for and that one of its paths touches. */
  readonly touches: number
}
