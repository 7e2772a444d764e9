import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { OpenEngine, Plane } from '../engine/engine.ts'
import { isNewAsset } from './score-terms.ts'

/** The rows of new assets, computed once per snapshot: they change only with its weights or rules. */
export class NewRows {
  private weights: Snapshot['weights'] | null = null
  private rules: Snapshot['rules'] | null = null
  private plane: Plane | null = null

  constructor(private readonly engine: OpenEngine) {}

  /** The rows whose asset is new; null if all are. The plane is valid until another snapshot is asked for. */
  planeFor(snapshot: Pick<Snapshot, 'weights' | 'rules'>): Plane | null {
    const { weights, rules } = snapshot
    if (weights === this.weights && rules === this.rules) return this.plane
    if (this.plane !== null) this.engine.free(this.plane)
    const old = weights.knownAssets.filter((asset) => !isNewAsset(snapshot, asset))
    this.plane = old.length === 0 ? null : this.engine.withoutAssets(old)
    this.weights = weights
    this.rules = rules
    return this.plane
  }
}
