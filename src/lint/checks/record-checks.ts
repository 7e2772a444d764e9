import { zonesAt } from '../../compile/time/place.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import { SESSION_SECONDS } from '../../model/nouns/session-length.ts'
import type { TellDraft } from '../draft.ts'
import type { LintedCampaign, LintWorld } from '../lint-world.ts'

const NOWHERE = { territory: null, surface: null, from: null, until: null, zone: null } as const

/** What a campaign's cap and selector say, wherever it goes. */
export function recordChecks({ record, members }: LintedCampaign, world: LintWorld, found: TellDraft): void {
  const { frequencyCap, assets } = record
  const campaigns = [record.id]
  if (frequencyCap !== null && frequencyCap.windowSeconds > SESSION_SECONDS) {
    const text = `the cap of {campaigns} counts over ${frequencyCap.windowSeconds} seconds, and a session remembers ${SESSION_SECONDS}`
    found({ ...NOWHERE, rule: 'cap-outlives-session', campaigns, text })
  }
  if (Array.isArray(assets)) return
  if (members === 0) {
    const text = `the selector of {campaigns} selects no video: ${JSON.stringify(assets)}`
    found({ ...NOWHERE, rule: 'selector-empty', campaigns, text })
  }
  const { catalogueSize } = world
  if (catalogueSize !== null && members > 1 && members > catalogueSize * world.policy.catalogueShare) {
    const text = `the selector of {campaigns} selects ${members} of all ${catalogueSize} videos`
    found({ ...NOWHERE, rule: 'selector-all', campaigns, text })
  }
}

/**
 * A goal that takes more viewers than there ever are, as each may see it so seldom. A cap of assets or titles lets a
 * viewer see each of the videos so often. A showing has one start at most, so a goal of starts takes as many viewers.
 */
export function capBelowGoal({ record, members }: LintedCampaign, world: LintWorld, found: TellDraft): void {
  const { frequencyCap: cap, start, end } = record
  const goal = goalOfEvents(record.goal)
  if (goal === null || cap === null || end === null) return
  const seconds = Math.max(1, (Date.parse(`${end}Z`) - Date.parse(`${start}Z`)) / 1000)
  const each =
    Math.ceil(seconds / cap.windowSeconds) * cap.count * (cap.scope === 'campaign' ? 1 : Math.max(1, members))
  const viewers = Math.ceil(goal.count / each)
  if (viewers <= world.policy.viewersAtMost) return
  const text = `the cap of {campaigns} lets a viewer see it ${each} times in all, so its goal takes ${viewers} viewers`
  found({ ...NOWHERE, rule: 'cap-below-goal', campaigns: [record.id], text })
}

/** What a campaign's times say at each place. */
export function timeChecks(campaign: LintedCampaign, world: LintWorld, found: TellDraft): void {
  const { record } = campaign
  for (const [place, { code, zone }] of world.places.entries()) {
    const at = { campaigns: [record.id], territory: code, surface: null, zone }
    const whole = world.windowsWithoutBlackouts(campaign, place)
    const [first, last] = [whole[0], whole.at(-1)]
    if (first === undefined || last === undefined) continue
    const bounds = { from: first.start, until: Number.isFinite(last.end) ? last.end : null }
    if (world.windowsOf(campaign, place).length === 0) {
      const text = 'the blackouts of {campaigns} leave nothing of its time in {where} {when}'
      found({ ...at, ...bounds, rule: 'blackout-covers-all', text })
    } else if (record.hours.length > 0 && world.timesOf(campaign, place).length === 0) {
      const text = 'no part of the day of {campaigns} falls into its time in {where} {when}'
      found({ ...at, ...bounds, rule: 'hours-never-open', text })
    }
  }
  oddTimes(campaign, world, found)
}

/** Times of a campaign that a clock skips or shows twice. */
function oddTimes({ record }: LintedCampaign, world: LintWorld, found: TellDraft): void {
  const times = [
    { what: 'start', local: record.start },
    ...(record.end === null ? [] : [{ what: 'end', local: record.end }]),
    ...record.blackouts.flatMap(({ start, end }) => [
      { what: 'a blackout', local: start },
      { what: 'a blackout', local: end },
    ]),
  ]
  for (const [place, compiled] of world.places.entries()) {
    if (world.windowsWithoutBlackouts({ record }, place).length === 0) continue
    for (const zone of zonesAt(compiled, record.timeZone)) {
      for (const { what, local } of times) {
        const odd = world.clocks.oddAt(local, zone)
        if (odd === null || odd.at < world.now) continue
        const shown = odd.kind === 'skipped' ? 'does not exist' : 'comes twice'
        const text = `${what} of {campaigns} is ${local}, which ${shown} on the clock of ${zone}`
        const at = { campaigns: [record.id], territory: compiled.code, surface: null, zone }
        found({ ...at, rule: 'dst-gap', from: odd.at, until: null, text })
      }
    }
  }
}
