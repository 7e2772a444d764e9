import { z } from 'zod'
import { LINT_RULES } from '../../model/policies/lint-policy.ts'

/** Fields that differ from `rules/cases/lint/_default.json`. */
const fields = z.record(z.string(), z.unknown())
const instant = z.iso.datetime()

/** `cases/lint/*.json`: worked cases of the linter, run as tests. */
export const lintCasesFile = z.array(
  z.strictObject({
    /** What holds, as a sentence. */
    name: z.string().min(1),
    now: instant,
    /** The rules that the case is about: what others find is not looked at. */
    looks: z.array(z.enum(LINT_RULES)).min(1),
    campaigns: z.array(fields).min(1),
    /** Left out: the title of the defaults. */
    titles: z.array(fields).optional(),
    /** Left out: the video of the defaults. */
    assets: z.array(fields).optional(),
    /** Since when feeds have withdrawn videos. */
    withdrawn: z.record(z.string(), instant).optional(),
    /** What the selectors of campaigns select. */
    selects: z.record(z.string(), z.array(z.string())).optional(),
    /** Campaigns that one person has approved. */
    onePerson: z.array(z.string()).optional(),
    /** Cell, such as `DE home-hero` → placements in every hour of it, and what is seen of one. Left out: nothing is known. */
    supply: z.record(z.string(), z.strictObject({ hourly: z.number(), seen: z.number() })).optional(),
    /** What was forecast of campaigns: low, mid and high. */
    forecasts: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])).optional(),
    /** All that those rules find, in any order; what is left out of a finding is not looked at. */
    findings: z.array(
      z.strictObject({
        rule: z.enum(LINT_RULES),
        campaigns: z.array(z.string()),
        territories: z.array(z.string()).optional(),
        surfaces: z.array(z.string()).optional(),
        from: instant.nullable().optional(),
        until: instant.nullable().optional(),
      }),
    ),
  }),
)
