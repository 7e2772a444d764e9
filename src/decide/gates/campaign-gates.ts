import { DEVICES } from '../../model/campaign-words.ts'
import { OFFER_TYPES } from '../../model/offer-words.ts'
import type { DayPart } from '../../model/snapshot.ts'
import { SURFACE_IDS } from '../../model/surface.ts'
import { everyLocalMinute, type LocalMinute, localMinute } from '../local-minute.ts'
import { instantText, windowState, windowText } from '../windows.ts'
import type { Gate, GateInput } from './gate.ts'

const windowCell = (input: GateInput, campaign: number): number =>
  (input.snapshot.hot.campaigns.window[campaign] ?? 0) * input.snapshot.hot.territories.length + input.territory

const takedown: Gate = {
  reason: 'takedown',
  refuses: ({ denies }, campaign) => denies.campaigns.has(campaign),
  evidence: ({ denies }, campaign) => ({
    rule: 'takedown',
    source: 'region takedown list',
    value: denies.campaigns.get(campaign) ?? '',
  }),
}

function insideDayPart(part: DayPart, at: LocalMinute): boolean {
  const today = (part.days >> at.weekday) & 1
  const yesterday = (part.days >> ((at.weekday + 6) % 7)) & 1
  if (part.from < part.to) return today === 1 && at.minute >= part.from && at.minute < part.to
  // Crosses midnight: the evening belongs to its own day, the small hours to the day before.
  return (today === 1 && at.minute >= part.from) || (yesterday === 1 && at.minute < part.to)
}

/** What the clocks show that a campaign's day parts are read on; at an unknown place, every clock on earth. */
function clocksFor({ context }: GateInput, timeZone: string): readonly LocalMinute[] {
  if (timeZone !== 'territory') return [localMinute(context.now, timeZone)]
  if (context.unknownPlace) return everyLocalMinute(context.now)
  return context.timeZones.map((zone) => localMinute(context.now, zone))
}

/** Outside the campaign's day parts, on any of the clocks that could be the viewer's. */
function outsideHours(input: GateInput, campaign: number): boolean {
  const hours = input.snapshot.hot.campaigns.hours.get(campaign)
  if (!hours) return false
  return clocksFor(input, hours.timeZone).some((at) => !hours.parts.some((part) => insideDayPart(part, at)))
}

const notStarted: Gate = {
  reason: 'not-started',
  refuses: (input, campaign) =>
    windowState(input.snapshot.hot.windows, windowCell(input, campaign), input.context.now) === 'not-started' ||
    outsideHours(input, campaign),
  evidence: (input, campaign) => ({
    rule: outsideHours(input, campaign) ? 'campaign.hours' : 'campaign.start',
    source: 'campaign',
    value: `${windowText(input.snapshot.hot.windows, windowCell(input, campaign))} at ${instantText(input.context.now)}`,
  }),
}

const ended: Gate = {
  reason: 'ended',
  refuses: (input, campaign) =>
    windowState(input.snapshot.hot.windows, windowCell(input, campaign), input.context.now) === 'ended',
  evidence: (input, campaign) => ({
    rule: 'campaign.end',
    source: 'campaign',
    value: `${windowText(input.snapshot.hot.windows, windowCell(input, campaign))} at ${instantText(input.context.now)}`,
  }),
}

const territory: Gate = {
  reason: 'territory',
  refuses: (input, campaign) =>
    windowState(input.snapshot.hot.windows, windowCell(input, campaign), input.context.now) === 'elsewhere',
  evidence: (input) => ({ rule: 'campaign.territories', source: 'campaign', value: input.context.territory }),
}

const surface: Gate = {
  reason: 'surface',
  refuses: ({ snapshot, surface: rule }, campaign) =>
    ((snapshot.hot.campaigns.surfaces[campaign] ?? 0) & (1 << SURFACE_IDS.indexOf(rule.id))) === 0,
  evidence: ({ surface: rule }) => ({ rule: 'campaign.surfaces', source: 'campaign', value: rule.id }),
}

/** Only a valid token opens what is for kids only: an unsigned hint or an expired token may only narrow. */
const kids: Gate = {
  reason: 'kids',
  refuses: ({ snapshot, context }, campaign) => {
    const audience = snapshot.hot.campaigns.kids[campaign]
    return (audience === 1 && !context.kidsProven) || (audience === 2 && context.kids)
  },
  evidence: ({ context }) => ({
    rule: 'campaign.audience.kids',
    source: 'campaign',
    value: context.kidsProven ? 'kids profile' : context.kids ? 'kids, but not by a valid token' : 'not a kids profile',
  }),
}

/** A campaign for certain devices does not play on others, nor where the device did not say what it is. */
const format: Gate = {
  reason: 'format',
  refuses: ({ snapshot, context }, campaign) => {
    const devices = snapshot.hot.campaigns.devices[campaign] ?? 0
    return devices !== 0 && (context.device === null || (devices & (1 << DEVICES.indexOf(context.device))) === 0)
  },
  evidence: ({ context }) => ({
    rule: 'campaign.audience.devices',
    source: 'campaign',
    value: context.device ?? 'device not said',
  }),
}

const entitlement: Gate = {
  reason: 'entitlement',
  refuses: ({ snapshot, context }, campaign) => {
    const wanted = snapshot.hot.campaigns.entitlements[campaign] ?? 0
    return wanted !== 0 && !context.entitlements.some((type) => wanted & (1 << OFFER_TYPES.indexOf(type)))
  },
  evidence: ({ context }) => ({
    rule: 'campaign.audience.entitlements',
    source: 'campaign',
    value: context.entitlements.join(' ') || 'none',
  }),
}

/** Gates over campaigns, in the order of `GATE_REASONS`. */
export const CAMPAIGN_GATES: readonly Gate[] = [
  takedown,
  notStarted,
  ended,
  territory,
  surface,
  kids,
  format,
  entitlement,
]
