import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { OpenEngine, Plane } from '../engine/engine.ts'
import { isNewAsset } from './score-terms.ts'

/** The rows of new assets, computed once per snapshot. */
export class NewRows {
  private known: { readonly plane: Plane | null } | null = null

  constructor(
    private readonly snapshot: Pick<Snapshot, 'weights' | 'rules'>,
    private readonly engine: OpenEngine,
  ) {}

  /** The rows whose asset is new; null if all are. The plane lives as long as the engine. */
  get plane(): Plane | null {
    this.known ??= { plane: this.made() }
    return this.known.plane
  }

  private made(): Plane | null {
    const old = this.snapshot.weights.knownAssets.filter((asset) => !isNewAsset(this.snapshot, asset))
    return old.length === 0 ? null : this.engine.withoutAssets(old)
  }
}
