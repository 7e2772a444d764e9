import type { RegionId } from '../../../model/nouns/region.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import type { CampaignVerb } from '../../../schedule/campaigns/lifecycle.ts'
import { Unconfirmed } from '../../../schedule/ingest/unconfirmed.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { actOnCampaign, NOTHING_WITHDRAWN } from '../act-on-campaign.ts'
import { approveCampaign, requireSecond } from '../approve-campaign.ts'
import { findingsOfSubmitted } from '../lint-submitted.ts'
import type { BulkCaller, CarriedAll, WantedChange } from './planned-change.ts'

/** Does a verb to each campaign, as to one alone. What is refused to one stops no other. */
export async function verbOneByOne(
  caller: BulkCaller,
  wanted: readonly WantedChange[],
  { verb, reason, confirm }: { readonly verb: CampaignVerb; readonly reason: string; readonly confirm: number | null },
): Promise<CarriedAll> {
  const { publisher, dependencies, signedIn } = caller
  const refused = new Map<string, string>()
  const [regions, waiting] = [new Set<RegionId>(), new Set<RegionId>()]
  let records = 0
  for (const { id, stored } of wanted) {
    try {
      const { withdrawn } =
        verb === 'approve'
          ? await approveCampaign(publisher, dependencies, stored, { by: signedIn, reason, confirm })
          : await actOnCampaign(publisher, stored, { what: verb, reason, actor: signedIn.name })
      records += withdrawn.records
      for (const region of withdrawn.regions) regions.add(region)
      for (const region of withdrawn.waiting) waiting.add(region)
    } catch (error) {
      refused.set(id, whyNot(error))
    }
  }
  const within = (found: ReadonlySet<RegionId>) => REGION_IDS.filter((region) => found.has(region))
  return { refused, withdrawn: { records, regions: within(regions), waiting: within(waiting) } }
}

/** Why a verb would be refused to campaigns: what the linter finds in what is submitted, and who may not approve. */
export async function tryOneByOne(
  { publisher, signedIn }: BulkCaller,
  wanted: readonly WantedChange[],
  verb: CampaignVerb,
): Promise<CarriedAll> {
  const refused = new Map<string, string>()
  for (const { id, stored } of wanted) {
    try {
      if (verb === 'submit') await findingsOfSubmitted(publisher, stored)
      if (verb === 'approve') await requireSecond(publisher, stored, signedIn)
    } catch (error) {
      refused.set(id, whyNot(error))
    }
  }
  return { refused, withdrawn: NOTHING_WITHDRAWN }
}

function whyNot(error: unknown): string {
  if (error instanceof OpsProblem) return error.detail
  if (error instanceof Unconfirmed) return 'it withdraws much: do it to this campaign alone'
  throw error
}
