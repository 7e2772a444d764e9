import { z } from 'zod'
import { LINT_RULES, LINT_SEVERITIES, type LintPolicy } from '../../model/policies/lint-policy.ts'
import { fileHeader } from './file-header.ts'

const words = z.string().min(1)
const number = (value: z.ZodNumber | z.ZodInt) => z.strictObject({ value, unit: words, why: words })

const rule = z.strictObject({
  rule: z.enum(LINT_RULES),
  severity: z.enum(LINT_SEVERITIES),
  /** What it finds. */
  meaning: words,
  /** Why it is that severe. */
  why: words,
  /** What to do about it. */
  hint: words,
})

/** `lint.json`: the rules of the linter of campaigns, and its limits. */
export const lintFile = z.strictObject({
  ...fileHeader,
  rules: z
    .array(rule)
    .refine((rows) => LINT_RULES.every((id) => rows.filter(({ rule: row }) => row === id).length === 1), {
      error: `name each of these once: ${LINT_RULES.join(' ')}`,
    }),
  limits: z.strictObject({
    aheadHours: number(
      z
        .int()
        .min(1)
        .max(24 * 60),
    ),
    edges: number(z.int().min(1).max(1000)),
    hoursDays: number(z.int().min(15).max(60)),
    catalogueShare: number(z.number().gt(0).max(1)),
    viewersAtMost: number(z.int().min(1)),
    earliestYear: number(z.int().min(1970).max(2100)),
    longestYears: number(z.int().min(1).max(100)),
    findings: number(z.int().min(1).max(5000)),
    named: number(z.int().min(2).max(100)),
  }),
})

/** `lint.json`, of the right shape. */
export type LintFile = z.infer<typeof lintFile>

/** The file as the linter needs it: without its reasons. */
export function lintPolicy({ rules, limits }: LintFile): LintPolicy {
  return {
    rules: new Map(rules.map(({ rule: id, severity, hint }) => [id, { severity, hint }])),
    aheadHours: limits.aheadHours.value,
    edges: limits.edges.value,
    hoursDays: limits.hoursDays.value,
    catalogueShare: limits.catalogueShare.value,
    viewersAtMost: limits.viewersAtMost.value,
    earliestYear: limits.earliestYear.value,
    longestYears: limits.longestYears.value,
    findings: limits.findings.value,
    named: limits.named.value,
  }
}
