import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { CommandQueue } from './checked-pipeline.ts'
import { keys } from './keys.ts'

/** The regions of a campaign's territories, by the current rules. */
export type RegionsOf = (campaign: Campaign) => readonly RegionId[]

const MEMBERS_A_COMMAND = 1000

/** A campaign's move in the index: the regions before, and after. */
export interface RegionMove {
  readonly id: string
  readonly before: readonly RegionId[]
  readonly after: readonly RegionId[]
}

/** Queues the updates of `region:{r}:campaigns`. */
export function queueRegionMoves(queue: CommandQueue, moves: readonly RegionMove[]): void {
  const entering = new Map<RegionId, string[]>()
  const leaving = new Map<RegionId, string[]>()
  for (const { id, before, after } of moves) {
    for (const region of after) push(entering, region, id)
    for (const region of before) if (!after.includes(region)) push(leaving, region, id)
  }
  for (const [region, ids] of entering)
    queueMembers(ids, (first, rest) => queue.sadd(keys.regionCampaigns(region), first, ...rest))
  for (const [region, ids] of leaving)
    queueMembers(ids, (first, rest) => queue.srem(keys.regionCampaigns(region), first, ...rest))
}

/** Queues one command for each thousand members. */
export function queueMembers(members: readonly string[], command: (first: string, rest: string[]) => void): void {
  for (let from = 0; from < members.length; from += MEMBERS_A_COMMAND) {
    const [first, ...rest] = members.slice(from, from + MEMBERS_A_COMMAND)
    if (first !== undefined) command(first, rest)
  }
}

function push(lists: Map<RegionId, string[]>, region: RegionId, id: string): void {
  const list = lists.get(region)
  if (list === undefined) lists.set(region, [id])
  else list.push(id)
}
