import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import type { CampaignFinding } from '../../contracts/ops/answers/campaigns.ts'
import { waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { findingAnswer, lintOne } from './lint-campaigns.ts'

/** How many errors the text of a refusal tells; all of them are in its `findings`. */
const TOLD_ERRORS = 3

/**
 * What the linter says of what is to be submitted; empty when nothing waits.
 *
 * @throws OpsProblem 409 while the linter finds errors
 */
export async function findingsOfSubmitted(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
): Promise<LintFindingAnswer[]> {
  const waiting = waitingRecord(stored)
  if (waiting === null) return []
  const { findings: found } = await lintOne(publisher, waiting)
  const findings = found.map(findingAnswer)
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return findings
  const told = errors.slice(0, TOLD_ERRORS).map(({ rule, text }) => `${rule}: ${text}`)
  const more = errors.length > TOLD_ERRORS ? `; and ${errors.length - TOLD_ERRORS} more` : ''
  const detail = `${told.join('; ')}${more}. ${errors[0]?.hint ?? ''}`
  throw new OpsProblem(409, 'The linter finds errors', detail, 'findings', { findings: errors })
}

/** What the linter says of what was written: of what waits, or of the campaign itself. */
export async function findingsOfWritten(
  publisher: PublisherContext,
  stored: StoredDocument<'campaign'>,
): Promise<CampaignFinding[]> {
  const { findings } = await lintOne(publisher, waitingRecord(stored) ?? stored.record)
  return findings.map(findingAnswer).map(({ rule, severity, text, hint, territories, surfaces, from, until }) => {
    return { rule, severity, field: null, text: `${text}: ${hint}`, territories, surfaces, from, until }
  })
}
