import { indexOfHash } from '../decide/rows/hash-search.ts'
import { ENGAGEMENT_STEPS } from '../model/columns/engagement-steps.ts'
import type { SnapshotWeights } from '../model/columns/snapshot.ts'
import { hash32 } from '../model/hash32.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/nouns/surface.ts'
import { PRIOR_IMPRESSIONS, type RewardModel } from '../off-policy/estimates/reward-table.ts'
import type { LoggedPage, LoggedSlot, OffPolicyLog } from '../off-policy/log/logged-page.ts'

/** The part of a snapshot that says how assets do. */
export interface SnapshotResults {
  readonly hot: { readonly assets: { readonly idHash: Uint32Array } }
  readonly weights: Pick<SnapshotWeights, 'knownAssets' | 'engagement'>
}

/** How an asset that the log does not show is named to the model: `#` and `hash32` of its id. */
export function nameOfHash(asset: number): string {
  return `#${asset}`
}

/**
 * What a snapshot's own posteriors expect of an asset, as a model of the reward: how many times as often as its surface it is
 * rewarded (the engagement column), times a level for each surface and position. Only the level is of the log: its
 * rewards ÷ what the column alone would expect of what was drawn there, with `PRIOR_IMPRESSIONS` at the level of the whole
 * log. So the model is one number a place richer than the log, however many assets there are.
 *
 * @param surfaceOf where a page stood; null: not known, and it shares a level with all such pages
 */
export function posteriorRewards(
  snapshot: SnapshotResults,
  log: OffPolicyLog,
  surfaceOf: (page: LoggedPage) => SurfaceId | null,
): RewardModel {
  const timesOf = keptTimes(snapshot)
  const levels = new Map<string, Level>()
  const whole: Level = { rewards: 0, expected: 0 }
  for (const page of log.pages) {
    const surface = surfaceOf(page)
    for (const slot of page.slots) {
      if (slot.leftOut === null) addTo([whole, levelAt(levels, surface, slot)], slot, timesOf(slot.action, surface))
    }
  }
  const ofAll = whole.expected > 0 ? whole.rewards / whole.expected : 0
  return (action, page, at) => {
    const surface = surfaceOf(page)
    const slot = page.slots[at]
    const { rewards, expected } = slot === undefined ? whole : levelAt(levels, surface, slot)
    return (timesOf(action, surface) * (rewards + PRIOR_IMPRESSIONS * ofAll)) / (expected + PRIOR_IMPRESSIONS)
  }
}

/** Rewards of what was drawn, and what the column alone expects of it, in surfaces' own rates. */
interface Level {
  rewards: number
  expected: number
}

function levelAt(levels: Map<string, Level>, surface: SurfaceId | null, { position }: LoggedSlot): Level {
  const key = `${surface} ${position}`
  const level = levels.get(key) ?? { rewards: 0, expected: 0 }
  levels.set(key, level)
  return level
}

function addTo(levels: readonly Level[], { reward }: LoggedSlot, times: number): void {
  for (const level of levels) {
    level.rewards += reward
    level.expected += times
  }
}

/** How many times the rate of its surface an asset has; 1 where nothing is known of it. */
function keptTimes({ hot, weights }: SnapshotResults): (action: string, surface: SurfaceId | null) => number {
  const { knownAssets, engagement } = weights
  const rows = new Map([...knownAssets].map((asset, row) => [asset, row]))
  const rowOfAction = new Map<string, number | undefined>()
  const rowOf = (action: string): number | undefined => {
    if (rowOfAction.has(action)) return rowOfAction.get(action)
    const hash = action.startsWith('#') ? Number(action.slice(1)) : hash32(action)
    const row = rows.get(indexOfHash(hot.assets.idHash, hash))
    rowOfAction.set(action, row)
    return row
  }
  return (action, surface) => {
    const row = rowOf(action)
    if (row === undefined || surface === null) return 1
    return 2 ** ((engagement[row * SURFACE_IDS.length + SURFACE_IDS.indexOf(surface)] ?? 0) / ENGAGEMENT_STEPS)
  }
}
