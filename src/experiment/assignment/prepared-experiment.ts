import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** An experiment with everything that assigning needs, made once for a snapshot. */
export interface PreparedExperiment {
  readonly said: ServedExperiment
  /** The hash of its seed. */
  readonly begun: number
  readonly territories: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
  /** Surfaces where what it owns can change an answer: those that it is for and that one of its paths touches. */
  readonly touches: ReadonlySet<SurfaceId>
}
