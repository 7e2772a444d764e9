import { z } from 'zod'
import { LINT_RULES, LINT_SEVERITIES } from '../../../../model/policies/lint-policy.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignId, count, instant, surface } from '../fields.ts'

/** What somebody should look at in one campaign or several. */
export const lintFinding = z
  .object({
    rule: z.enum(LINT_RULES).describe('The rule, by its name.'),
    severity: z.enum(LINT_SEVERITIES).describe('An `error` keeps a campaign from being submitted.'),
    campaigns: z.array(campaignId).describe('Whom it is about; the text says how many more there are.'),
    territories: z.array(z.string()).describe('Codes of territories; empty: it does not depend on the place.'),
    surfaces: z.array(surface).describe('Surfaces; empty: it does not depend on the surface.'),
    from: instant.nullable().describe('First minute, in UTC; null: it does not depend on the time.'),
    until: instant.nullable().describe('End, in UTC; null: open, or it does not depend on the time.'),
    text: z.string().describe('What was found, with times on the clock of the first place.'),
    hint: z.string().describe('What to do.'),
  })
  .meta({ id: 'LintFinding', description: 'What the linter says of campaigns.' })

/** Answer to `POST /ops/v1/campaigns/lint`. */
export const lintAnswer = z
  .object({
    findings: z.array(lintFinding).describe('What was found: errors first, then by rule and time.'),
    left: z
      .array(
        z
          .object({ rule: z.enum(LINT_RULES).describe('The rule.'), count: count.describe('Findings not listed.') })
          .meta({ id: 'LintRest', description: 'How many findings of a rule are not listed.' }),
      )
      .describe('Rules with more findings than are listed.'),
    regions: z.array(z.string()).describe('The regions that were looked at; `world`, for unknown places, never is.'),
  })
  .meta({ id: 'LintAnswer', description: 'What the linter says.' })

/** What the linter says. */
export type LintAnswer = AnswerOf<typeof lintAnswer>
/** What the linter says of campaigns. */
export type LintFindingAnswer = AnswerOf<typeof lintFinding>
