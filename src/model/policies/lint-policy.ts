/** What the linter of campaigns looks for, each by a name that never changes its meaning. */
export const LINT_RULES = [
  'takeover-overlap',
  'tier-overlap',
  'never-wins',
  'ended-already',
  'label-clash',
  'expires-unfollowed',
  'empty-slot',
  'outside-offer',
  'no-rating',
  'no-rendition',
  'wrong-aspect',
  'asset-withdrawn',
  'two-persons',
  'selector-empty',
  'selector-all',
  'cap-below-goal',
  'oversold',
  'goal-unreachable',
  'goal-risky',
  'cap-outlives-session',
  'dst-gap',
  'hours-never-open',
  'blackout-covers-all',
] as const

export type LintRuleId = (typeof LINT_RULES)[number]

/** Errors keep a campaign from being submitted; warnings are told. */
export const LINT_SEVERITIES = ['error', 'warning'] as const

/** One rule of the linter. */
export interface LintRule {
  readonly severity: (typeof LINT_SEVERITIES)[number]
  /** What to do about a finding. */
  readonly hint: string
}

/** `rules/lint.json`: what is an error in a campaign, what is a warning, and how far the linter looks. */
export interface LintPolicy {
  readonly rules: ReadonlyMap<LintRuleId, LintRule>
  /** How many hours ahead slots are asked, and ends are followed. */
  readonly aheadHours: number
  /** How many edges of a place are asked. */
  readonly edges: number
  /** How many days the hours of a campaign are written out for, from its beginning or from now. */
  readonly hoursDays: number
  /** Share of the catalogue above which a selector selects too much. */
  readonly catalogueShare: number
  /** More viewers than this are never reached. */
  readonly viewersAtMost: number
  /** No campaign starts before this year. */
  readonly earliestYear: number
  /** No campaign has an end more than so many years after its start. */
  readonly longestYears: number
  /** Findings of one rule that are told; the rest is counted. */
  readonly findings: number
  /** Campaigns that one finding names. */
  readonly named: number
}
