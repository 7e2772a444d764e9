import { EXCLUDED, type Penalty } from '../engine/engine.ts'

/** Hashes of assets and titles that are left out, in as many sets as there are reasons. */
export type Away = readonly ReadonlySet<number>[]

/** Penalties with those that keep away what is away. */
export function penaltiesOf(penalties: readonly Penalty[], away: Away): readonly Penalty[] {
  const excluded = away.flatMap((hashes) => Array.from(hashes, (hash) => ({ hash, points: EXCLUDED })))
  return excluded.length === 0 ? penalties : [...penalties, ...excluded]
}
