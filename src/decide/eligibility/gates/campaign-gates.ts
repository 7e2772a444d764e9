import { columnValue } from '../../../model/columns/column-value.ts'
import { DEVICES } from '../../../model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../../model/nouns/offer-vocabulary.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import { outsideHours } from '../../time/day-parts.ts'
import { instantText, windowState, windowText } from '../../time/windows.ts'
import { isWindow } from './campaign-windows.ts'
import type { Gate, GateInput } from './gate.ts'

const windowCell = (input: GateInput, campaign: number): number =>
  columnValue(input.snapshot.hot.campaigns.window, campaign) * input.snapshot.hot.territories.length + input.territory

const notStarted: Gate = {
  reason: 'not-started',
  refuses: (input, campaign) =>
    windowState(input.snapshot.hot.windows, windowCell(input, campaign), input.context.now) === 'not-started' ||
    outsideHours(input.snapshot.hot.campaigns, campaign, input.context),
  refusesEach: (input) => {
    const isEarly = isWindow('not-started', input)
    const { campaigns } = input.snapshot.hot
    return (campaign) => isEarly(campaign) || outsideHours(campaigns, campaign, input.context)
  },
  evidence: (input, campaign) => ({
    rule: outsideHours(input.snapshot.hot.campaigns, campaign, input.context) ? 'campaign.hours' : 'campaign.start',
    source: 'campaign',
    value: `${windowText(input.snapshot.hot.windows, windowCell(input, campaign))} at ${instantText(input.context.now)}`,
  }),
}

const ended: Gate = {
  reason: 'ended',
  refuses: (input, campaign) =>
    windowState(input.snapshot.hot.windows, windowCell(input, campaign), input.context.now) === 'ended',
  refusesEach: (input) => isWindow('ended', input),
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
  refusesEach: (input) => isWindow('elsewhere', input),
  evidence: (input) => ({ rule: 'campaign.territories', source: 'campaign', value: input.context.territory }),
}

const surface: Gate = {
  reason: 'surface',
  refuses: ({ snapshot, surface: rule }, campaign) =>
    (columnValue(snapshot.hot.campaigns.surfaces, campaign) & (1 << SURFACE_IDS.indexOf(rule.id))) === 0,
  evidence: ({ surface: rule }) => ({ rule: 'campaign.surfaces', source: 'campaign', value: rule.id }),
}

/** Admits to kids-only campaigns by a valid token alone: an unsigned hint or an expired token may only restrict. */
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

/** Refuses a campaign for certain devices on other devices, and if the device did not say what it is. */
const format: Gate = {
  reason: 'format',
  refuses: ({ snapshot, context }, campaign) => {
    const devices = columnValue(snapshot.hot.campaigns.devices, campaign)
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
    const wanted = columnValue(snapshot.hot.campaigns.entitlements, campaign)
    return wanted !== 0 && !context.entitlements.some((type) => wanted & (1 << OFFER_TYPES.indexOf(type)))
  },
  evidence: ({ context }) => ({
    rule: 'campaign.audience.entitlements',
    source: 'campaign',
    value: context.entitlements.join(' ') || 'none',
  }),
}

/** Gates over campaigns. */
export const CAMPAIGN_GATES: readonly Gate[] = [notStarted, ended, territory, surface, kids, format, entitlement]
