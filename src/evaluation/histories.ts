import type { DataSet, Interaction } from './data-set.ts'

/** What is known of a viewer when a ranking is asked for. */
export interface ViewerHistory {
  /** Each item once, by time. */
  readonly likes: readonly { readonly item: number; readonly at: number }[]
  /** All that the viewer had to do with, liked or not. */
  readonly seen: ReadonlySet<number>
}

/** The histories of all viewers, by number. */
export function historiesOf(viewers: number, interactions: readonly Interaction[]): readonly ViewerHistory[] {
  const likes = Array.from({ length: viewers }, () => new Map<number, number>())
  const seen = Array.from({ length: viewers }, () => new Set<number>())
  for (const { viewer, item, at, liked } of [...interactions].sort((one, other) => one.at - other.at)) {
    seen[viewer]?.add(item)
    if (liked) likes[viewer]?.set(item, at)
    else likes[viewer]?.delete(item)
  }
  return likes.map((own, viewer) => ({
    likes: [...own]
      .map(([item, at]) => ({ item, at }))
      .sort((one, other) => one.at - other.at || one.item - other.item),
    seen: seen[viewer] ?? new Set(),
  }))
}

/** First and last instant, milliseconds since 1970 UTC. */
export function spanOf({ interactions }: Pick<DataSet, 'interactions'>): {
  readonly from: number
  readonly to: number
} {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { at } of interactions) {
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return { from, to }
}
