import type { BeliefGrid } from './belief-grid.ts'

/**
 * The chance of each belief to have each of the first `ranks` ranks, the greatest rate first, when a rate is drawn of every
 * belief (Thompson 1933): the integral of its density times the chance that exactly so many others are above. That chance is
 * built up from both sides of the belief by sums of products alone, so nothing cancels.
 * @returns of each rank from the top, the chance of each belief
 */
export function rankChances(grid: BeliefGrid, ranks: number): readonly Float64Array[] {
  const beliefs = grid.density.length
  const chances = Array.from({ length: ranks }, () => new Float64Array(beliefs))
  const width = ranks
  const after = new Float64Array((beliefs + 1) * width)
  const before = new Float64Array(width)
  for (let point = 0; point < grid.points; point++) {
    after[beliefs * width] = 1
    for (let belief = beliefs - 1; belief >= 0; belief--) {
      const below = grid.below[belief]?.[point] ?? 0
      for (let above = 0; above < width; above++) {
        const stays = (after[(belief + 1) * width + above] ?? 0) * below
        const rises = above === 0 ? 0 : (after[(belief + 1) * width + above - 1] ?? 0) * (1 - below)
        after[belief * width + above] = stays + rises
      }
    }
    before.fill(0)
    before[0] = 1
    for (let belief = 0; belief < beliefs; belief++) {
      const mass = (grid.density[belief]?.[point] ?? 0) * (grid.weights[point] ?? 0)
      if (mass > 0) {
        for (let rank = 0; rank < ranks; rank++) {
          let exactly = 0
          for (let above = 0; above <= rank; above++)
            exactly += (before[above] ?? 0) * (after[(belief + 1) * width + rank - above] ?? 0)
          const ofRank = chances[rank]
          if (ofRank !== undefined) ofRank[belief] = (ofRank[belief] ?? 0) + mass * exactly
        }
      }
      const below = grid.below[belief]?.[point] ?? 0
      for (let above = width - 1; above >= 0; above--) {
        const rises = above === 0 ? 0 : (before[above - 1] ?? 0) * (1 - below)
        before[above] = (before[above] ?? 0) * below + rises
      }
    }
  }
  return chances
}
