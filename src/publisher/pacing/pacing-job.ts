import { keepPacing, notePacingRun, type PacingRun } from '../../schedule/pacing/keep-pacing.ts'
import { asOnlyPacingRun } from '../../schedule/pacing/pacing-lock.ts'
import { readAllDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { isInTime, type PacedCampaign, pacedCampaign } from './paced-campaign.ts'
import { stepCampaigns, stepWorld } from './step-campaigns.ts'

/** Campaigns that are read, stepped and written together: some 300 kB each way. */
const CHUNK = 100

/**
 * The next share of every campaign whose goal is counted, for all regions at once. A run that dies midway leaves the
 * others their last share; two runs at once do the work of one.
 *
 * @returns null: another run is under way
 */
export function runPacing(publisher: PublisherContext): Promise<PacingRun | null> {
  return asOnlyPacingRun(publisher, () => paceAll(publisher))
}

async function paceAll(publisher: PublisherContext): Promise<PacingRun> {
  const world = await stepWorld(publisher)
  const campaigns = await campaignsInTime(publisher, world.now)
  const graces: string[] = []
  for (let from = 0; from < campaigns.length; from += CHUNK) {
    const kept = await stepCampaigns(publisher, world, campaigns.slice(from, from + CHUNK))
    if (kept.length > 0) await keepPacing(publisher.redis, kept)
    graces.push(...kept.filter(({ share }) => share.inGrace).map(({ id }) => id))
  }
  const run = { at: world.now, campaigns: campaigns.length }
  await notePacingRun(publisher.redis, run, graces)
  return run
}

async function campaignsInTime({ redis, rules }: PublisherContext, now: number): Promise<PacedCampaign[]> {
  const found: PacedCampaign[] = []
  for await (const page of readAllDocuments(redis, 'campaign')) {
    for (const { record } of page) {
      const campaign = pacedCampaign(rules, record)
      if (campaign !== null && isInTime(campaign, now)) found.push(campaign)
    }
  }
  return found
}
