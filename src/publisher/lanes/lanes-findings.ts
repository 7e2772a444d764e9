import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import { isInLanes, type LanesView } from '../../lanes/lane-findings.ts'
import { lintReport } from '../../lint/report.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { findingAnswer, lintRegions } from '../campaigns/lint-campaigns.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { LintedRegions } from './linted-regions.ts'

const AS_IT_STANDS = { about: null, instead: new Map(), whole: true }

/** What the linter finds in some lanes: linted region by region, as long as the schedule is the same only once. */
export async function lanesFindings(
  publisher: PublisherContext,
  view: LanesView,
  { regions, revision }: { readonly regions: readonly RegionId[]; readonly revision: number },
): Promise<LintFindingAnswer[]> {
  const { linted = new LintedRegions(), rules } = publisher
  const here = []
  for (const region of regions) {
    const lint = async () => {
      const [found] = await lintRegions(publisher, AS_IT_STANDS, [region])
      return found ?? { drafts: [], fates: new Map() }
    }
    const { drafts, fates } = await linted.of({ region, revision, now: publisher.now(), lint })
    here.push({ drafts: drafts.filter((draft) => isInLanes(draft, view)), fates })
  }
  return lintReport(rules.lint, here, view.campaigns).findings.map(findingAnswer)
}
