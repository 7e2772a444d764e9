import type { SlateReason } from '../model/reason.ts'
import { NO_INDEX, type Snapshot } from '../model/snapshot.ts'
import type { Ranked } from './rank.ts'

/** What is already on the screen: a slate never shows an asset or a title twice. */
export interface OnScreen {
  readonly assets: Set<number>
  readonly titles: Set<number>
}

/** A composed slate, and what ranking or the slate turned down among the eligible. */
export interface Slate {
  readonly picks: readonly Ranked[]
  readonly outranked: readonly { readonly candidate: number; readonly reason: SlateReason }[]
}

/** How a slate treats repeated titles. */
export interface SlateRule {
  readonly count: number
  /** `once`: no title twice on the screen; `spaced`: never twice in a row while there is another choice. */
  readonly titles: 'once' | 'spaced'
}

/**
 * Fills a slate greedily from the best down. Every asset plays at most once (it may stand under several
 * campaigns). In a feed, `spaced` steps over a title that has just played and comes back to it at the
 * next place; only when nothing else is left may it follow itself.
 */
export function compose(snapshot: Snapshot, ranked: readonly Ranked[], rule: SlateRule, screen: OnScreen): Slate {
  const picks: Ranked[] = []
  const outranked: { candidate: number; reason: SlateReason }[] = []
  const waiting = firstOfEachAsset(snapshot, ranked, screen, outranked)
  let lastTitle = NO_INDEX
  while (picks.length < rule.count && waiting.length > 0) {
    const next = nextIndex(snapshot, waiting, rule, screen, lastTitle)
    if (next < 0) break
    const [pick] = waiting.splice(next, 1)
    if (pick === undefined) break
    picks.push(pick)
    lastTitle = titleOf(snapshot, pick)
    screen.assets.add(assetOf(snapshot, pick))
    if (lastTitle !== NO_INDEX) screen.titles.add(lastTitle)
  }
  const rest = picks.length < rule.count ? 'diversity' : 'outranked'
  for (const { candidate } of waiting) outranked.push({ candidate, reason: rest })
  return { picks, outranked }
}

function firstOfEachAsset(
  snapshot: Snapshot,
  ranked: readonly Ranked[],
  screen: OnScreen,
  outranked: { candidate: number; reason: SlateReason }[],
): Ranked[] {
  const seen = new Set(screen.assets)
  const first: Ranked[] = []
  for (const entry of ranked) {
    const asset = assetOf(snapshot, entry)
    if (seen.has(asset)) outranked.push({ candidate: entry.candidate, reason: 'diversity' })
    else first.push(entry)
    seen.add(asset)
  }
  return first
}

function nextIndex(
  snapshot: Snapshot,
  waiting: readonly Ranked[],
  rule: SlateRule,
  screen: OnScreen,
  lastTitle: number,
): number {
  if (rule.titles === 'once') {
    return waiting.findIndex((entry) => !screen.titles.has(titleOf(snapshot, entry)))
  }
  const other = waiting.findIndex((entry) => titleOf(snapshot, entry) !== lastTitle || lastTitle === NO_INDEX)
  return Math.max(other, 0)
}

function assetOf(snapshot: Snapshot, entry: Ranked): number {
  return snapshot.hot.candidateAsset[entry.candidate] ?? 0
}

function titleOf(snapshot: Snapshot, entry: Ranked): number {
  return snapshot.hot.assets.title[assetOf(snapshot, entry)] ?? NO_INDEX
}
