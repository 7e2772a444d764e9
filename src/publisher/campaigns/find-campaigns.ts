import { campaignState } from '../../compile/time/campaign-state.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import type { CampaignFilters } from '../../contracts/ops/requests/campaigns.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { CampaignState } from '../../model/nouns/campaign-vocabulary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { readGraces } from '../../schedule/pacing/keep-pacing.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readAllDocuments } from '../../schedule/store/read-documents.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'

/** A campaign that was found, with those of its regions that the caller may read. */
export interface FoundCampaign {
  readonly stored: StoredDocument<'campaign'>
  readonly regions: readonly RegionId[]
  /** Whether it goes on after its end, because it is short of its goal. */
  readonly inGrace: boolean
  /** Where it stands by its status and the clock. */
  readonly state: CampaignState
}

/** What campaigns are found by. */
export type CampaignSearch = Omit<CampaignFilters, 'limit' | 'cursor' | 'sort'>

/**
 * The campaigns that match every filter and have a region that the caller may read, by id.
 *
 * @returns `of`: how many the caller may read at all
 * @throws OpsProblem 400 for a territory that there is not: that nothing was found would say something else
 */
export async function findCampaigns(
  publisher: PublisherContext,
  readable: readonly RegionId[],
  asked: CampaignSearch,
): Promise<{ readonly found: readonly FoundCampaign[]; readonly of: number }> {
  const { territory } = asked
  if (territory !== undefined && !publisher.rules.territories.has(territory)) {
    throw new OpsProblem(400, 'No such territory', `There is no territory ${territory}.`, 'territory')
  }
  const found: FoundCampaign[] = []
  let of = 0
  const graces = new Set(await readGraces(publisher.redis))
  for await (const page of readAllDocuments(publisher.redis, 'campaign')) {
    for (const stored of page) {
      const own = regionsOfCampaign(publisher.rules, stored.record)
      const regions = own.filter((region) => readable.includes(region))
      if (regions.length === 0) continue
      of += 1
      const inGrace = graces.has(stored.record.id)
      const state = campaignState(publisher.rules, inGrace ? withGrace(stored.record) : stored.record, publisher.now())
      const each = { stored, regions, inGrace, state }
      if (matches(publisher, each, asked) && hasStatus(each, asked.status)) found.push(each)
    }
  }
  return { found: found.sort((left, right) => (left.stored.record.id < right.stored.record.id ? -1 : 1)), of }
}

function matches(
  publisher: PublisherContext,
  { stored: { record }, regions }: FoundCampaign,
  { region, surface, owner, territory, q, goal }: CampaignSearch,
): boolean {
  return (
    (region === undefined || regions.includes(region)) &&
    (surface === undefined || record.surfaces.includes(surface)) &&
    (owner === undefined || record.owner === owner) &&
    (goal === undefined || goalOfEvents(record.goal) !== null) &&
    (territory === undefined || isFor(publisher, record, territory)) &&
    (q === undefined || `${record.id}\n${record.name ?? ''}`.toLowerCase().includes(q.toLowerCase()))
  )
}

function hasStatus({ stored: { record, next }, state }: FoundCampaign, status: CampaignSearch['status']): boolean {
  // What waits beside a campaign is found by its status too.
  if (status === undefined || record.status === status || next?.record.status === status) return true
  return state === status
}

function isFor({ rules }: PublisherContext, { territories }: Campaign, territory: string): boolean {
  return expandTerritories(rules, territories).territories.has(territory)
}
