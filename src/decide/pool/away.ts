import { EXCLUDED, type Penalty } from '../engine/engine.ts'

/** Hashes of assets and titles to leave out, one set per reason. */
export type Away = readonly ReadonlySet<number>[]

/** The penalties, plus one that excludes each hash in `away`. */
export function penaltiesOf(penalties: readonly Penalty[], away: Away): readonly Penalty[] {
  const excluded = away.flatMap((hashes) => Array.from(hashes, (hash) => ({ hash, points: EXCLUDED })))
  return excluded.length === 0 ? penalties : [...penalties, ...excluded]
}
