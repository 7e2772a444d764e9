import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import { type RegionFindings, RegionLint } from '../../lint/lint-region.ts'
import { type LintFinding, type LintReport, lintReport } from '../../lint/report.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readHolds } from '../../schedule/campaigns/campaign-hold.ts'
import { readMediaHosts } from '../../schedule/feeds/stores/media-hosts.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import { readRegionSchedule } from '../../schedule/publishing/read-schedule.ts'
import { countDocuments } from '../../schedule/store/count-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { type LintPlan, plannedCampaigns } from './lint-plan.ts'
import { lintSupply } from './lint-supply.ts'

/** Lints the schedule of some regions as a plan says. Unknown places (`world`) are left out. */
export async function lintCampaigns(
  publisher: PublisherContext,
  plan: LintPlan,
  regions: readonly RegionId[],
): Promise<LintReport> {
  return lintReport(publisher.rules.lint, await lintRegions(publisher, plan, regions), plan.about)
}

/** What is found in each of some regions, before it is put together. */
export async function lintRegions(
  publisher: PublisherContext,
  plan: LintPlan,
  regions: readonly RegionId[],
): Promise<readonly RegionFindings[]> {
  const { rules, redis } = publisher
  const now = publisher.now()
  const [mediaHosts, catalogueSize] = [await readMediaHosts(redis), await countDocuments(redis, 'asset')]
  const engine = plan.whole ? publisher.engine : null
  const supply = await lintSupply(publisher, plan)
  const held = new Set((await readHolds(redis)).map(({ campaignId }) => campaignId))
  const found: RegionFindings[] = []
  for (const region of regions.filter((each) => each !== 'world')) {
    const { received } = await readRegionSchedule(redis, region, {
      regionsOf: (campaign) => regionsOfCampaign(rules, campaign),
      now,
      settle: () => withWriterLock(publisher, async () => undefined),
      newReceiver: () => new RegionLint({ rules, region, now, mediaHosts, catalogueSize, engine, supply }),
      planned: (stored) => plannedCampaigns({ ...plan, held }, stored),
    })
    found.push(received.finish())
  }
  return found
}

/** What is found about one campaign, as it would be on the air, and about what it meets. No slot is asked. */
export function lintOne(publisher: PublisherContext, campaign: Campaign): Promise<LintReport> {
  const plan = { about: new Set([campaign.id]), instead: new Map([[campaign.id, campaign]]), whole: false }
  return lintCampaigns(publisher, plan, regionsOfCampaign(publisher.rules, campaign))
}

/** A finding as the API shows it. */
export function findingAnswer(finding: LintFinding): LintFindingAnswer {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const { campaigns, territories, surfaces, from, until } = finding
  const lists = { campaigns: [...campaigns], territories: [...territories], surfaces: [...surfaces] }
  return { ...finding, ...lists, from: instant(from), until: instant(until) }
}
