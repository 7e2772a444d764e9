import { chanceFrom } from '../decide/draw/chance.ts'
import type { Interaction } from './data-set.ts'

/** Which interactions of a viewer are held out: the `last` ones, or `random` ones. */
export const SPLITS = ['last', 'random'] as const
/** How interactions are held out. */
export type Split = (typeof SPLITS)[number]

/** Interactions to learn from, and those to find. */
export interface SplitInteractions {
  readonly history: readonly Interaction[]
  readonly heldOut: readonly Interaction[]
}

/**
 * Holds out a share of each viewer's interactions. The same seed holds out the same ones, whatever their order.
 * @param share above 0, below 1
 */
export function splitByViewer(
  interactions: readonly Interaction[],
  { split, share, seed }: { readonly split: Split; readonly share: number; readonly seed: number },
): SplitInteractions {
  const byViewer = new Map<number, Interaction[]>()
  for (const each of interactions) {
    const own = byViewer.get(each.viewer) ?? []
    own.push(each)
    byViewer.set(each.viewer, own)
  }
  const [history, heldOut]: [Interaction[], Interaction[]] = [[], []]
  for (const [viewer, own] of byViewer) {
    own.sort((one, other) => one.at - other.at || one.item - other.item)
    const chance = chanceFrom(`split ${seed} ${viewer}`)
    const order = split === 'last' ? own.map((_, place) => place) : own.map(() => chance())
    const ranked = own
      .map((each, place) => ({ each, key: order[place] ?? 0 }))
      .sort((one, other) => one.key - other.key)
    const kept = own.length - Math.round(own.length * share)
    for (const [place, { each }] of ranked.entries()) (place < kept ? history : heldOut).push(each)
  }
  return { history, heldOut }
}
