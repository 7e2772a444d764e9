import { type Times, united, without } from '../../compile/time/intervals.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { LintDraft } from '../draft.ts'
import type { LintWorld } from '../lint-world.ts'
import { type Runner, type Slot, VIEWER_KINDS } from '../slots.ts'

/** What becomes of a campaign in a region. It wins somewhere only if all of this holds somewhere. */
export interface Fate {
  /** When it ends, as it says. */
  readonly end: string | null
  readonly members: number
  /** Whether somebody has approved it; what waits must have time ahead. */
  readonly isApproved: boolean
  /** Places that it goes to, with time ahead. */
  readonly places: TerritoryCode[]
  /** Whether a video of it may be shown somewhere at some time. */
  playable: boolean
  /** Whether takeovers leave it something at a slot where it may be shown. */
  free: boolean
}

/** What becomes of every campaign, by its id. */
export type Fates = Map<CampaignId, Fate>

/** Whether a takeover leaves nothing for anybody whom it is for: no cap, no share held out, no wish for entitlements. */
function takesAll({ item: { record } }: Runner): boolean {
  const { priority, frequencyCap, holdout, audience } = record
  return priority === 'takeover' && frequencyCap === null && holdout === 0 && audience.entitlements.length === 0
}

/** The campaigns of a region with the places that they go to. */
export function newFates(world: LintWorld): Fates {
  return new Map(
    world.campaigns.map((campaign) => {
      const places = world.places.filter((_, place) => world.windowsWithoutBlackouts(campaign, place).length > 0)
      const { id, end, status } = campaign.record
      const isApproved = status !== 'draft' && status !== 'review'
      const codes = places.map(({ code }) => code)
      return [id, { end, members: campaign.members, isApproved, places: codes, playable: false, free: false }]
    }),
  )
}

/** Notes who is left something at a slot. @param playable whether a campaign may be shown there at some time */
export function noteFates(fates: Fates, slot: Slot, playable: (runner: Runner) => boolean): void {
  const takeovers = slot.runners.filter(takesAll)
  const taken: Times[] = []
  for (const runner of slot.runners) {
    const fate = fates.get(runner.item.record.id)
    if (fate === undefined || fate.free || !playable(runner)) continue
    fate.playable = true
    const isAbove = takeovers.length === 0 || runner.item.record.priority === 'takeover'
    if (isAbove || isFree(runner, takeovers, taken)) fate.free = true
  }
}

function isFree(runner: Runner, takeovers: readonly Runner[], taken: Times[]): boolean {
  for (let kind = 0; kind < VIEWER_KINDS; kind += 1) {
    if (((runner.viewers >> kind) & 1) === 0) continue
    const own = takeovers.filter(({ viewers }) => (viewers >> kind) & 1)
    taken[kind] ??= united(own.flatMap(({ times }) => times))
    if (without(runner.times, taken[kind] ?? []).length > 0) return true
  }
  return false
}

/** What becomes of campaigns in all regions that were looked at. */
export function allFates(regions: readonly Fates[]): Fates {
  const all: Fates = new Map()
  for (const [id, fate] of regions.flatMap((region) => [...region])) {
    const known = all.get(id)
    if (known === undefined) all.set(id, { ...fate, places: [...fate.places] })
    else {
      known.places.push(...fate.places)
      known.playable ||= fate.playable
      known.free ||= fate.free
    }
  }
  return all
}

/** The campaigns of which nothing can ever be shown, wherever it was looked, each with the first reason that holds. */
export function neverWins(fates: Fates): readonly LintDraft[] {
  return [...fates].flatMap(([id, fate]) => {
    const isOver = fate.places.length === 0
    // A selector that selects nothing is told by itself.
    const why = fate.free || (fate.members === 0 && !isOver) ? null : reason(fate)
    if (why === null) return []
    const rule = isOver && !fate.isApproved ? 'ended-already' : 'never-wins'
    const found = { rule, campaigns: [id], surface: null, from: null, until: null, zone: null } as const
    return (fate.places.length === 0 ? [null] : fate.places).map((territory) => ({ ...found, territory, text: why }))
  })
}

function reason({ end, places, playable, members }: Fate): string {
  if (places.length === 0) return `{campaigns} has no time ahead: it ends at ${end ?? 'no time'}`
  if (playable) return '{campaigns} runs under takeovers for all of its time, wherever it may be shown'
  return members === 1
    ? 'the video of {campaigns} may not be shown at any time of it in {where}'
    : `none of the ${members} videos of {campaigns} may be shown at any time of it in {where}`
}
