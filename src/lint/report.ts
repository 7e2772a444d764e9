import type { CampaignId } from '../model/fields/identifier.ts'
import { offsetMs } from '../model/fields/zone-clock.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../model/nouns/surface.ts'
import { LINT_RULES, type LintPolicy, type LintRule, type LintRuleId } from '../model/policies/lint-policy.ts'
import { allFates, neverWins } from './checks/fates.ts'
import type { LintDraft } from './draft.ts'
import type { RegionFindings } from './lint-region.ts'
import { territoriesInWords } from './territories-in-words.ts'

/** What somebody should look at in one campaign or several. */
export interface LintFinding {
  readonly rule: LintRuleId
  readonly severity: LintRule['severity']
  readonly campaigns: readonly CampaignId[]
  /** Empty: it does not depend on the place. */
  readonly territories: readonly TerritoryCode[]
  /** Empty: it does not depend on the surface. */
  readonly surfaces: readonly SurfaceId[]
  /** Milliseconds since 1970 UTC; null: it does not depend on the time. */
  readonly from: number | null
  /** Null: it has no end, or does not depend on the time. */
  readonly until: number | null
  readonly text: string
  readonly hint: string
}

/** All that was found; `left`: how many findings are counted only, by rule. */
export interface LintReport {
  readonly findings: readonly LintFinding[]
  readonly left: ReadonlyMap<LintRuleId, number>
}

/** Equal drafts of several places. */
interface Group {
  readonly draft: LintDraft
  /** What they are equal in. */
  readonly said: string
  readonly territories: Set<TerritoryCode>
  readonly surfaces: Set<SurfaceId>
}

/**
 * Puts together what was found in several regions: equal drafts of several places are one finding, errors come first,
 * and no rule tells more findings than the rules let it.
 *
 * @param about only findings about one of these campaigns; null: all
 */
export function lintReport(
  policy: LintPolicy,
  regions: readonly RegionFindings[],
  about: ReadonlySet<CampaignId> | null,
): LintReport {
  const drafts = draftsOf(regions)
  const wanted = about === null ? drafts : drafts.filter(({ campaigns }) => campaigns.some((id) => about.has(id)))
  const byRule = new Map<LintRuleId, LintDraft[]>(LINT_RULES.map((rule) => [rule, []]))
  for (const draft of wanted) byRule.get(draft.rule)?.push(draft)
  const findings: LintFinding[] = []
  const left = new Map<LintRuleId, number>()
  for (const rule of inOrder(policy)) {
    const own = [...together(byRule.get(rule) ?? [])].sort(byTime)
    findings.push(...own.slice(0, policy.findings).map((group) => finding(policy, group, about)))
    if (own.length > policy.findings) left.set(rule, own.length - policy.findings)
  }
  return { findings, left }
}

/** All that was found in several regions, one by one, with what takes all of them to know. */
export function draftsOf(regions: readonly RegionFindings[]): readonly LintDraft[] {
  const fates = allFates(regions.map((region) => region.fates))
  return [...regions.flatMap((region) => region.drafts), ...neverWins(fates)]
}

function inOrder({ rules }: LintPolicy): readonly LintRuleId[] {
  const isError = (rule: LintRuleId) => rules.get(rule)?.severity === 'error'
  return [...LINT_RULES.filter(isError), ...LINT_RULES.filter((rule) => !isError(rule))]
}

function byTime({ draft: left }: Group, { draft: right }: Group): number {
  return (left.from ?? 0) - (right.from ?? 0) || ((left.campaigns[0] ?? '') < (right.campaigns[0] ?? '') ? -1 : 1)
}

/** Drafts of one rule: first the surfaces of each territory, then territories with the same surfaces: so that no finding says too much. */
function together(drafts: readonly LintDraft[]): readonly Group[] {
  const byPlace = new Map<string, Group>()
  for (const draft of drafts) {
    const { campaigns, territory, surface, from, until, text } = draft
    const said = `${campaigns.join(' ')}\n${from} ${until}\n${text}`
    const placed = `${said}\n${territory}`
    const group = byPlace.get(placed) ?? { draft, said, territories: new Set(), surfaces: new Set() }
    if (territory !== null) group.territories.add(territory)
    if (surface !== null) group.surfaces.add(surface)
    byPlace.set(placed, group)
  }
  const all = new Map<string, Group>()
  for (const group of byPlace.values()) {
    const key = `${group.said}\n${[...group.surfaces].sort().join(' ')}`
    const known = all.get(key)
    if (known === undefined) all.set(key, group)
    else for (const territory of group.territories) known.territories.add(territory)
  }
  return [...all.values()]
}

function finding(policy: LintPolicy, { draft, ...group }: Group, about: ReadonlySet<CampaignId> | null): LintFinding {
  const { rule, from, until } = draft
  const { severity, hint } = policy.rules.get(rule) ?? { severity: 'warning', hint: '' }
  const asked = draft.campaigns.filter((id) => about?.has(id))
  const campaigns = [...new Set([...asked, ...draft.campaigns])].slice(0, policy.named)
  const territories = [...group.territories].sort()
  const surfaces = SURFACE_IDS.filter((surface) => group.surfaces.has(surface))
  const text = draft.text
    .replace('{campaigns}', campaignsInWords(campaigns, draft.campaigns.length))
    .replace('{where}', whereInWords(territories, surfaces))
    .replace('{when}', whenInWords(draft))
  return { rule, severity, campaigns, territories, surfaces, from, until, text, hint }
}

/** How many are named in a text; the finding itself names more. */
const TOLD_CAMPAIGNS = 4

function campaignsInWords(named: readonly CampaignId[], all: number): string {
  if (all === 0) return 'nothing'
  const told = named.slice(0, TOLD_CAMPAIGNS)
  if (all > told.length) return `${told.join(', ')} and ${all - told.length} more`
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}

function whereInWords(territories: readonly TerritoryCode[], surfaces: readonly SurfaceId[]): string {
  return [territoriesInWords(territories), surfaces.join(' ')].filter((part) => part !== '').join(' ')
}

function whenInWords({ from, until, zone }: LintDraft): string {
  if (from === null) return ''
  const clock = zone ?? 'UTC'
  const end = until === null ? 'on' : `until ${localTime(until, clock)}`
  return `from ${localTime(from, clock)} ${end} (${clock})`
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** `Tue 2026-12-01 02:00` on a clock. */
function localTime(instant: number, zone: string): string {
  const wall = new Date(instant + offsetMs(zone, instant))
  const iso = wall.toISOString()
  return `${WEEKDAYS[wall.getUTCDay()]} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}
