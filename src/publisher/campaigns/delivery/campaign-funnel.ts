import { OpenTimes } from '../../../compile/open-times.ts'
import type { Times } from '../../../compile/time/intervals.ts'
import type { CampaignFunnel } from '../../../contracts/ops/answers/campaigns/delivery-funnel.ts'
import { type DeliveryFunnel, deliveryFunnel, type FunnelSample } from '../../../learn/delivery/delivery-funnel.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { DAY_MS } from '../../../schedule/reports/counters/held-days.ts'
import { supplyHours } from '../../../schedule/reports/supply/read-supply.ts'
import { HOUR_MS } from '../../../schedule/reports/supply/supply-hours.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { type DecidedLine, decidedLines } from './decided-lines.ts'
import type { DeliveryView } from './delivery-view.ts'
import { loggedLines } from './logged-lines.ts'

/** The last days that are explained: what is logged is of the last two. */
const DAYS_MAX = 7
/** Contexts that are decided again at most. */
const CONTEXTS_MAX = 500

/** What a funnel is asked for. */
export interface FunnelQuestion {
  readonly view: DeliveryView
  readonly regions: readonly RegionId[]
  /** `DECISION_LOG_KEY`. */
  readonly lineKeys: string | undefined
}

/**
 * Why a campaign was not shown more often: logged contexts in which it was open are decided again on what is live now,
 * and scaled to all placements that were asked for.
 *
 * @returns the funnel; or null, with why there is none
 */
export async function campaignFunnel(
  publisher: PublisherContext,
  record: Campaign,
  { view, regions: readable, lineKeys }: FunnelQuestion,
): Promise<{ readonly funnel: CampaignFunnel | null; readonly note: string | null }> {
  const now = publisher.now()
  const regions = regionsOfCampaign(publisher.rules, record).filter((region) => readable.includes(region))
  const from = Math.max(Date.parse(view.days.first), now - (now % DAY_MS) - (DAYS_MAX - 1) * DAY_MS)
  const until = Math.min(Date.parse(view.days.last) + DAY_MS, now)
  if (from >= until) return without('There is no funnel: these days are still to come.')
  const open = new OpenTimes(publisher.rules, now)
  const timesOf = keptTimes(open, record, { from: Math.min(from, now - 3 * DAY_MS), until: now + HOUR_MS })
  const logged = await loggedLines(publisher, regions, { lineKeys, most: CONTEXTS_MAX })
  if (logged.contexts.length === 0) {
    return without(
      logged.unreadable > 0
        ? 'There is no funnel: the decision log is sealed, and the publisher lacks its key (DECISION_LOG_KEY).'
        : 'There is no funnel: no decision of its regions was logged in the last 48 hours (DECISION_LOG_RATE).',
    )
  }
  const meant = logged.contexts.filter(({ context, placements }) => {
    return (
      isOpen(timesOf(context.territory), context.now) &&
      placements.some(({ surface }) => record.surfaces.includes(surface))
    )
  })
  if (meant.length === 0) {
    return without('There is no funnel: no logged decision is of a place, surface and time that it is open for.')
  }
  const { decided, missing } = await decidedLines(publisher, record.id, meant)
  const samples = decided.flatMap((each) => samplesOf(each, record))
  const asked = await askedOf(publisher, record, { from, until, regions, timesOf })
  const funnel = deliveryFunnel(samples, asked)
  const delivered = view.cells
    .filter(({ day }) => Date.parse(day) >= from && Date.parse(day) < until)
    .reduce((sum, cell) => sum + cell.delivered, 0)
  const told = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  return {
    funnel: {
      ...told,
      ...described(funnel),
      ...{ contexts: decided.length, logged: logged.logged },
      delivered,
      notSeen: Math.max(0, funnel.picks - delivered),
    },
    note:
      missing.length === 0
        ? null
        : `It is not in what is live in ${missing.join(', ')}: nothing of these is in the funnel.`,
  }
}

function without(note: string) {
  return { funnel: null, note }
}

/** Campaigns above it that are named. */
const NAMED = 10

function described({ outrankedBy, lost, ...rest }: DeliveryFunnel) {
  return { ...rest, lost: [...lost], outrankedBy: outrankedBy.slice(0, NAMED) }
}

const stratumOf = (territory: string, surface: string): string => `${territory} ${surface}`

function samplesOf({ context, fates }: DecidedLine, record: Campaign): readonly FunnelSample[] {
  return fates
    .filter(({ placement }) => record.surfaces.includes(placement.surface))
    .map(({ placement, own, reason, picked }) => ({
      stratum: stratumOf(context.context.territory, placement.surface),
      weight: context.logged.weight,
      ...{ own, reason, picked },
    }))
}

/** Placements that were asked for while it was open, by territory and surface. */
async function askedOf(
  { redis }: PublisherContext,
  { surfaces }: Campaign,
  asked: {
    readonly from: number
    readonly until: number
    readonly regions: readonly RegionId[]
    readonly timesOf: (territory: string) => Times
  },
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const from = asked.from - (asked.from % HOUR_MS)
  const question = { regions: asked.regions, from, to: asked.until, territory: null, surface: null }
  for await (const { hour, cells } of supplyHours(redis, question)) {
    for (const { territory, surface, asked: placements } of cells) {
      if (!surfaces.includes(surface)) continue
      const part = openPart(asked.timesOf(territory), hour)
      const name = stratumOf(territory, surface)
      if (part > 0) found.set(name, (found.get(name) ?? 0) + placements * part)
    }
  }
  return new Map([...found].map(([name, placements]) => [name, Math.round(placements)]))
}

function keptTimes(open: OpenTimes, record: Campaign, span: { readonly from: number; readonly until: number }) {
  const known = new Map<string, Times>()
  return (territory: string): Times => {
    const times = known.get(territory) ?? open.timesOf(record, territory, span)
    known.set(territory, times)
    return times
  }
}

function isOpen(times: Times, at: number): boolean {
  return times.some(({ start, end }) => start <= at && at < end)
}

/** The part of an hour in which it is open. */
function openPart(times: Times, hour: number): number {
  return times.reduce((sum, { start, end }) => {
    return sum + Math.max(0, Math.min(end, hour + HOUR_MS) - Math.max(start, hour)) / HOUR_MS
  }, 0)
}
