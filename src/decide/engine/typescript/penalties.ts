import { type EngineColumns, EXCLUDED, type Penalty } from '../engine.ts'
import { bothPenalties, penaltyPoints } from '../limits.ts'

/** The penalty of a row: the sum of its asset's and its title's, or `EXCLUDED`. */
export function penaltyLookup(columns: EngineColumns, penalties: readonly Penalty[]): (row: number) => number {
  if (penalties.length === 0) return () => 0
  const points = new Map<number, number>()
  for (const penalty of penalties) {
    const hash = penalty.hash >>> 0
    points.set(hash, bothPenalties(points.get(hash) ?? 0, penaltyPoints(penalty.points)))
  }
  return (row) => {
    const asset = columns.rowAsset[row] ?? 0
    const title = columns.assetTitleHash[asset] ?? 0
    const ofAsset = points.get(columns.assetHash[asset] ?? 0) ?? 0
    const ofTitle = title === 0 ? 0 : (points.get(title) ?? 0)
    return ofAsset === EXCLUDED || ofTitle === EXCLUDED ? EXCLUDED : ofAsset + ofTitle
  }
}
