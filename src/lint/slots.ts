import type { Times } from '../compile/time/intervals.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import { DEVICES } from '../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/nouns/surface.ts'
import type { LintedCampaign, LintPlace, LintWorld } from './lint-world.ts'

/** A campaign at a slot, with its times there. */
export interface Runner {
  readonly item: LintedCampaign
  readonly times: Times
  /** The kinds of viewers that it is for, as bits. */
  readonly viewers: number
}

/** A surface at a place, with all campaigns that run there from now on. */
export interface Slot {
  readonly place: LintPlace
  readonly index: number
  readonly surface: SurfaceId
  readonly runners: readonly Runner[]
}

/** Kinds of viewers that audiences tell apart: kids profiles and others, by class of device. */
export const VIEWER_KINDS = 2 * DEVICES.length

/** Every slot at which something runs. */
export function* slots(world: LintWorld): Generator<Slot> {
  const viewers = new Map(world.campaigns.map((campaign) => [campaign, viewersOf(campaign.record)]))
  for (const [index, place] of world.places.entries()) {
    const bySurface = new Map<SurfaceId, Runner[]>(SURFACE_IDS.map((surface) => [surface, []]))
    for (const item of world.campaigns) {
      const times = world.timesOf(item, index)
      if (times.length === 0) continue
      const runner = { item, times, viewers: viewers.get(item) ?? 0 }
      for (const surface of item.record.surfaces) bySurface.get(surface)?.push(runner)
    }
    for (const [surface, runners] of bySurface) if (runners.length > 0) yield { place, index, surface, runners }
  }
}

function viewersOf({ audience }: Campaign): number {
  let bits = 0
  for (const kids of [0, 1]) {
    if ((audience.kids === 'only' && kids === 0) || (audience.kids === 'never' && kids === 1)) continue
    DEVICES.forEach((device, number) => {
      if (audience.devices.length === 0 || audience.devices.includes(device))
        bits |= 1 << (kids * DEVICES.length + number)
    })
  }
  return bits
}

/**
 * The runners for each kind of viewers that they differ in: one group where all are for the same viewers, as is usual.
 */
export function byViewers(runners: readonly Runner[]): readonly (readonly Runner[])[] {
  const groups = new Map<string, readonly Runner[]>()
  const [first] = runners
  if (first === undefined || runners.every(({ viewers }) => viewers === first.viewers)) return [runners]
  for (let kind = 0; kind < VIEWER_KINDS; kind += 1) {
    const group = runners.filter(({ viewers }) => (viewers >> kind) & 1)
    groups.set(group.map(({ item }) => item.record.id).join(' '), group)
  }
  return [...groups.values()]
}
