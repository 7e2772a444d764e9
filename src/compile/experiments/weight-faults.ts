import type { RecordFault } from '../../experiment/record/record-fault.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { ownedParameter } from '../../model/policies/parameter-path.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { campaignState } from '../time/campaign-state.ts'

/** The campaigns whose weights the arms of an experiment change, each once. */
export function weighedCampaigns({ variations }: Pick<ExperimentRecord, 'variations'>): readonly CampaignId[] {
  const ids = variations.flatMap(({ parameters }) =>
    Object.keys(parameters).flatMap((path) => {
      const parameter = ownedParameter(path)
      return parameter?.kind === 'weight' ? [parameter.campaignId] : []
    }),
  )
  return [...new Set(ids)]
}

/**
 * Why arms that change weights of campaigns would be control under another name: a campaign is not there, is over, or is
 * not for any territory of the experiment.
 *
 * @param campaigns those of `weighedCampaigns` that are stored
 * @param now milliseconds since 1970 UTC
 */
export function weightFaults(
  record: Pick<ExperimentRecord, 'variations' | 'targeting'>,
  campaigns: readonly Campaign[],
  { rules, now }: { readonly rules: Pick<Rules, 'territories' | 'groups'>; readonly now: number },
): readonly RecordFault[] {
  return weighedCampaigns(record).flatMap((id) => {
    const reason = reasonAgainst(
      campaigns.find((each) => each.id === id),
      record,
      { rules, now },
    )
    return reason === null ? [] : [{ field: `campaigns.${id}.weight`, reason: `the campaign ${id} ${reason}` }]
  })
}

function reasonAgainst(
  campaign: Campaign | undefined,
  { targeting }: Pick<ExperimentRecord, 'targeting'>,
  { rules, now }: { readonly rules: Pick<Rules, 'territories' | 'groups'>; readonly now: number },
): string | null {
  if (campaign === undefined) return 'is not scheduled'
  if (campaignState(rules, campaign, now) === 'ended') return 'is over'
  const { territories } = expandTerritories(rules, campaign.territories)
  const codes: ReadonlySet<string> = territories
  const isMet = targeting.territories.length === 0 || targeting.territories.some((code) => codes.has(code))
  return isMet ? null : `is for no territory of the experiment (${targeting.territories.slice(0, 5).join(', ')})`
}
