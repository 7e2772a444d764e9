import type { CompileRejection } from '../../compile/compiled.ts'
import { SECOND_PERSON_RULE } from '../../compile/second-person-ages.ts'
import { without } from '../../compile/time/intervals.ts'
import { RATING_STATE } from '../../model/columns/snapshot.ts'
import type { LintRuleId } from '../../model/policies/lint-policy.ts'
import type { TellDraft } from '../draft.ts'
import type { LintedCampaign, LintWorld } from '../lint-world.ts'
import type { MemberKind, Members } from '../members.ts'

const NOWHERE = { territory: null, surface: null, from: null, until: null, zone: null } as const

/** Which rule tells of what the compiler refuses; what is not here is told of the whole campaign. */
const TELLS: Readonly<Record<string, LintRuleId>> = {
  'feed.withdrawn': 'asset-withdrawn',
  'campaign.assets': 'asset-withdrawn',
  'media.hosts': 'no-rendition',
  [SECOND_PERSON_RULE]: 'two-persons',
}
/** What is said of such videos. */
const WHAT: Readonly<Partial<Record<LintRuleId, string>>> = {
  'asset-withdrawn': 'are withdrawn or not there',
  'no-rendition': 'have a file that cannot be found',
  'two-persons': 'wait for a second person',
}
/** How many refused videos are named. */
const NAMED = 3

/** What of the videos of a campaign the compiler left out. */
export function leftOutMembers({ record, rejected, members }: LintedCampaign, found: TellDraft): void {
  const byRule = new Map<LintRuleId, CompileRejection[]>()
  for (const each of rejected) {
    const rule = TELLS[each.rule]
    if (rule !== undefined) byRule.set(rule, [...(byRule.get(rule) ?? []), each])
  }
  for (const [rule, all] of byRule) {
    const ids = all.slice(0, NAMED).map(({ assetId, value }) => `${assetId} (${value})`)
    const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : ''
    const text = `${all.length} of the ${members} videos of {campaigns} ${WHAT[rule]}: ${ids.join(', ')}${more}`
    const places = new Set(all.flatMap(({ territories = [] }) => territories))
    for (const territory of places.size === 0 ? [null] : places) {
      found({ ...NOWHERE, territory, rule, campaigns: [record.id], text })
    }
  }
}

/** Surfaces of a campaign that none of its videos fits. */
export function wrongAspect(campaign: LintedCampaign, members: Members, world: LintWorld, found: TellDraft): void {
  const kinds = members.of(campaign.column)
  if (kinds.length === 0) return
  for (const surface of new Set(campaign.record.surfaces)) {
    if (kinds.some((kind) => members.fits(kind, surface))) continue
    const rule = world.rules.surfaces.get(surface)
    const takes = `${rule?.aspects.join(' or ')}, ${rule?.kinds.join(' or ')}`
    const text = `no video of {campaigns} fits ${surface}, which takes ${takes}`
    found({ ...NOWHERE, surface, rule: 'wrong-aspect', campaigns: [campaign.record.id], text })
  }
}

/** Where and when videos of a campaign are not rated, or not on offer. */
export function placedMembers(campaign: LintedCampaign, members: Members, world: LintWorld, found: TellDraft): void {
  const kinds = members.of(campaign.column)
  if (kinds.length === 0) return
  for (const [place, { code, zone }] of world.places.entries()) {
    const times = world.windowsOf(campaign, place)
    if (times.length === 0) continue
    const at = { territory: code, surface: null, campaigns: [campaign.record.id], zone }
    noRating(
      kinds,
      (kind) => members.ratingStateOf(kind, place),
      (text) => {
        found({ ...at, rule: 'no-rating', from: null, until: null, text })
      },
    )
    const gaps = kinds.flatMap((kind) => {
      // What never ends leaves every offer behind: only what comes soon is told.
      const [gap] = without(times, members.rightsOf(kind, place))
      return gap === undefined || (campaign.record.end === null && gap.start > world.ahead) ? [] : [{ gap, kind }]
    })
    const [first] = gaps.sort((left, right) => left.gap.start - right.gap.start || left.gap.end - right.gap.end)
    if (first === undefined) continue
    const until = Number.isFinite(first.gap.end) ? first.gap.end : null
    const [some, all] = [countOf(gaps.map(({ kind }) => kind)), countOf(kinds)]
    const text = `${some} of the ${all} videos of {campaigns} may not be promoted in {where} {when}`
    found({ ...at, rule: 'outside-offer', from: first.gap.start, until, text })
  }
}

function noRating(
  kinds: readonly MemberKind[],
  stateOf: (kind: MemberKind) => number,
  tell: (text: string) => void,
): void {
  const unrated = countOf(kinds.filter((kind) => stateOf(kind) === RATING_STATE.unrated))
  const refused = countOf(kinds.filter((kind) => stateOf(kind) === RATING_STATE.refused))
  const all = countOf(kinds)
  if (unrated > 0) tell(`${unrated} of the ${all} videos of {campaigns} have no rating in {where}`)
  if (refused > 0) tell(`${refused} of the ${all} videos of {campaigns} are refused by their rating in {where}`)
}

function countOf(kinds: readonly MemberKind[]): number {
  return kinds.reduce((sum, { count }) => sum + count, 0)
}
