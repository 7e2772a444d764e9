import { chanceFrom } from '../decide/draw/chance.ts'
import type { Interaction, ShownGroup } from './data-set.ts'

/** One ranking that is asked for. */
export interface RankingTask {
  readonly viewer: number
  /** Null: all items that the viewer has not seen. */
  readonly candidates: readonly number[] | null
  readonly liked: ReadonlySet<number>
}

/** In drawn groups, one candidate of so many is liked. */
const CANDIDATES_PER_LIKE = 8
/** A viewer's likes are asked for in at most so many drawn groups. */
const MOST_GROUPS = 4

/** A ranking of everything unseen for each viewer with held-out likes. */
export function unseenTasks(heldOut: readonly Interaction[]): readonly RankingTask[] {
  return [...likesByViewer(heldOut)].map(([viewer, liked]) => ({ viewer, candidates: null, liked }))
}

/** A ranking of each group in which something is liked. */
export function groupTasks(groups: readonly ShownGroup[]): readonly RankingTask[] {
  return groups.flatMap(({ viewer, items }) => {
    const liked = new Set(items.filter((each) => each.liked).map(({ item }) => item))
    return liked.size === 0 ? [] : [{ viewer, candidates: items.map(({ item }) => item), liked }]
  })
}

/**
 * Groups as those given, made of held-out likes: as large, and filled with what those show, as often as they show it. What
 * is liked in the given groups has no part in it.
 */
export function drawnGroupTasks(
  groups: readonly ShownGroup[],
  known: { readonly heldOut: readonly Interaction[]; readonly seen: (viewer: number) => ReadonlySet<number> },
  seed: number,
): readonly RankingTask[] {
  const chance = chanceFrom(`groups ${seed}`)
  const shown = groups.flatMap(({ items }) => items.map(({ item }) => item))
  const size = Math.round(shown.length / groups.length)
  const wanted = Math.max(1, Math.round(size / CANDIDATES_PER_LIKE))
  return [...likesByViewer(known.heldOut)].flatMap(([viewer, likes]) => {
    const own = [...likes]
    const tasks = Math.min(MOST_GROUPS, Math.ceil(own.length / wanted))
    return Array.from({ length: tasks }, (_, index) => {
      const liked = new Set(own.slice(index * wanted, (index + 1) * wanted))
      const candidates = new Set(liked)
      for (let draw = 0; draw < size * 20 && candidates.size < size; draw++) {
        const item = shown[Math.floor(chance() * shown.length)]
        if (item !== undefined && !likes.has(item) && !known.seen(viewer).has(item)) candidates.add(item)
      }
      return { viewer, candidates: [...candidates].sort((one, other) => one - other), liked }
    })
  })
}

function likesByViewer(interactions: readonly Interaction[]): ReadonlyMap<number, ReadonlySet<number>> {
  const likes = new Map<number, Set<number>>()
  for (const { viewer, item, liked } of interactions) {
    if (!liked) continue
    const own = likes.get(viewer) ?? new Set<number>()
    own.add(item)
    likes.set(viewer, own)
  }
  return likes
}
