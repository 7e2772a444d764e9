import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRate } from '../../model/learned/learned-run.ts'
import { gammaRate } from './gamma-rate.ts'
import { fittedStrength, type RateCounts } from './strength.ts'

/** Impressions, as if all had been in the first place, and what came of them; old ones count less. */
export interface Counts {
  readonly impressions: number
  readonly rewarded: number
}

/** Nothing was counted. */
export const NOTHING: Counts = { impressions: 0, rewarded: 0 }

/** An asset on a surface. */
export interface Member {
  readonly assetId: AssetId
  readonly title: string
  readonly genres: readonly string[]
  readonly counts: Counts
}

/** Assets by what they have in common. */
export function summedBy(
  assets: readonly Member[],
  keysOf: (member: Member) => readonly string[],
): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>()
  for (const asset of assets) {
    for (const key of keysOf(asset)) {
      const group = members.get(key) ?? []
      group.push(asset)
      members.set(key, group)
    }
  }
  return members
}

/**
 * One level of rates, each shrunk to what is expected of it from above, without its own counts: else they would count
 * twice, and what has few neighbours would seem to be just like them.
 */
export class RateLevel {
  readonly strength: number
  private readonly counts: ReadonlyMap<string, Counts>

  /** @param expectedOf the rate of the level above for these members, without some counts */
  constructor(
    private readonly groups: ReadonlyMap<string, readonly Member[]>,
    private readonly expectedOf: (members: readonly Member[], without: Counts) => number,
  ) {
    this.counts = new Map([...groups].map(([key, members]) => [key, sumOf(members.map(({ counts }) => counts))]))
    this.strength = fittedStrength(
      [...this.counts].map(([key, own]): RateCounts => ({ ...own, expected: expectedOf(groups.get(key) ?? [], own) })),
    )
  }

  posteriorOf(key: string): LearnedRate {
    const own = this.counts.get(key) ?? NOTHING
    const expected = this.expectedOf(this.groups.get(key) ?? [], own)
    return gammaRate({ ...own, expected, strength: this.strength })
  }

  /** Its rate as the level below expects it. @param without counts that are not to tell of themselves */
  rateOf(key: string, without: Counts): number {
    const own = this.counts.get(key) ?? NOTHING
    const expected = this.expectedOf(this.groups.get(key) ?? [], own)
    const rewarded = Math.max(0, own.rewarded - without.rewarded)
    const impressions = Math.max(0, own.impressions - without.impressions)
    return (rewarded + this.strength * expected) / (impressions + this.strength)
  }

  impressionsOf(key: string): number {
    return this.counts.get(key)?.impressions ?? 0
  }
}

/** Rewarded per impression, without some of both; 0 without impressions. */
export function rateOf(all: Counts, without: Counts): number {
  const impressions = all.impressions - without.impressions
  return impressions > 0 ? Math.max(0, all.rewarded - without.rewarded) / impressions : 0
}

/** All of them together. */
export function sumOf(counts: readonly Counts[]): Counts {
  let [impressions, rewarded] = [0, 0]
  for (const each of counts) {
    impressions += each.impressions
    rewarded += each.rewarded
  }
  return { impressions, rewarded }
}
