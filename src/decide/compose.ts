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
  /** `once`: no title twice on the screen; `spaced`: a title comes back after others, where there are others. */
  readonly titles: 'once' | 'spaced'
}

/** In a spaced slate this many other picks come before a title comes back, while there is enough to choose from. */
const PICKS_BETWEEN = 8

/**
 * Fills a slate greedily from the best down. Every asset plays at most once (it may stand under several
 * campaigns), and no title that another placement has put on the screen. In a feed, `spaced` steps over
 * titles that have played lately and comes back to them; when only such are left, the one that has
 * waited longest is next.
 */
export function compose(snapshot: Snapshot, ranked: readonly Ranked[], rule: SlateRule, screen: OnScreen): Slate {
  const picks: Ranked[] = []
  const outranked: { candidate: number; reason: SlateReason }[] = []
  const waiting = firstOfEachAsset(snapshot, ranked, screen, outranked)
  const elsewhere = new Set(screen.titles)
  const lastPick = new Map<number, number>()
  while (picks.length < rule.count && waiting.length > 0) {
    const taken = rule.titles === 'once' ? screen.titles : elsewhere
    const next = nextIndex(snapshot, waiting, taken, { lastPick, count: picks.length })
    const [pick] = next < 0 ? [] : waiting.splice(next, 1)
    if (pick === undefined) break
    const title = titleOf(snapshot, pick)
    lastPick.set(title, picks.length)
    picks.push(pick)
    screen.assets.add(assetOf(snapshot, pick))
    if (title !== NO_INDEX) screen.titles.add(title)
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

/** The best whose title is not taken and has waited long enough; else the one that has waited longest; −1: none. */
function nextIndex(
  snapshot: Snapshot,
  waiting: readonly Ranked[],
  taken: ReadonlySet<number>,
  played: { readonly lastPick: ReadonlyMap<number, number>; readonly count: number },
): number {
  let best = -1
  let longest = -1
  for (const [index, entry] of waiting.entries()) {
    const title = titleOf(snapshot, entry)
    if (taken.has(title)) continue
    const last = title === NO_INDEX ? undefined : played.lastPick.get(title)
    const between = last === undefined ? Number.POSITIVE_INFINITY : played.count - last - 1
    if (between >= PICKS_BETWEEN) return index
    if (between > longest) {
      best = index
      longest = between
    }
  }
  return best
}

function assetOf(snapshot: Snapshot, entry: Ranked): number {
  return snapshot.hot.candidateAsset[entry.candidate] ?? 0
}

function titleOf(snapshot: Snapshot, entry: Ranked): number {
  return snapshot.hot.assets.title[assetOf(snapshot, entry)] ?? NO_INDEX
}
