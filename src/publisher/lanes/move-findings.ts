import type { CampaignMoves } from '../../contracts/ops/answers/lanes/campaign-move.ts'
import type { LintDraft } from '../../lint/draft.ts'
import { newDrafts } from '../../lint/new-drafts.ts'
import { draftsOf, lintReport } from '../../lint/report.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { findingAnswer, lintRegions } from '../campaigns/lint-campaigns.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** A campaign before and after a move. */
export interface MovedRecord {
  readonly before: Campaign
  readonly after: Campaign
}

/**
 * What the linter would find after a move and does not now, and what it would not find any more: what it would say when
 * the move is submitted. Which slots run dry is not asked, for that takes a whole region twice: the strip shows it.
 */
export async function moveFindings(
  publisher: PublisherContext,
  moved: readonly MovedRecord[],
  regions: readonly RegionId[],
): Promise<Pick<CampaignMoves, 'makes' | 'heals'>> {
  const found = async (side: keyof MovedRecord) => {
    const instead = new Map(moved.map((each) => [each.before.id, each[side]]))
    return draftsOf(await lintRegions(publisher, { about: null, instead, whole: false }, regions))
  }
  const [before, after] = [await found('before'), await found('after')]
  const told = (drafts: readonly LintDraft[]) =>
    lintReport(publisher.rules.lint, [{ drafts, fates: new Map() }], null).findings.map(findingAnswer)
  return { makes: told(newDrafts(before, after)), heals: told(newDrafts(after, before)) }
}
