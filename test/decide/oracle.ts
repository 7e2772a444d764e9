/**
 * What every gate says of one candidate, told slowly from the records and `rules/*.json`. It shares no
 * code with `src/compile`, `src/decide` or `src/rules`.
 */
import type { Asset } from '../../src/model/asset.ts'
import type { Campaign } from '../../src/model/campaign.ts'
import type { GateReason } from '../../src/model/reason.ts'
import type { Offer, Title } from '../../src/model/title.ts'
import type { CaseContext } from '../../src/rules/case-file.ts'
import { wallClock } from '../compile/wall-clock.ts'
import {
  closedBecause,
  everyWallClock,
  FIRST_AND_LAST_CLOCK,
  insideHours,
  whenAllHaveStarted,
  whenTheFirstHasStarted,
} from './oracle-clock.ts'
import { bandAges, groups, maturity, standing, standingAnywhere, surfaces, territories } from './oracle-rules.ts'

/** An entry of the takedown list. */
export interface OracleDeny {
  readonly target: string
  readonly territories: readonly string[] | null
  readonly until: number | null
}

/** Who asks, from where, on what, and what the session remembers. */
export interface OracleRequest {
  readonly context: CaseContext
  readonly denies: readonly OracleDeny[]
  /** In the order in which it was shown. */
  readonly shown: readonly { readonly asset: Asset; readonly campaign: Campaign; readonly at: number }[]
}

/** One candidate; `title` is null where the asset has none. */
export interface OracleCandidate {
  readonly asset: Asset
  readonly title: Title | null
  readonly campaign: Campaign
}

const nowOf = ({ context }: OracleRequest) => Date.parse(context.now)
const placeOf = ({ context }: OracleRequest) => territories.get(context.country) ?? null
const isUnknown = (request: OracleRequest) => placeOf(request) === null || request.context.anonymizer !== undefined
const isMember = ({ token }: CaseContext) => token !== undefined && !token.expired
const isKids = ({ token, kids }: CaseContext) => token?.kids === true || kids === true

function capOf(context: CaseContext): number {
  const { token } = context
  const guest = maturity.guestCap.territories[context.country] ?? maturity.guestCap.default
  const bounds = [token?.cap ?? guest]
  if (!isMember(context)) bounds.push(guest)
  if (isKids(context)) bounds.push(maturity.kidsCap)
  if (context.maxAge !== undefined) bounds.push(context.maxAge)
  return Math.min(...bounds)
}

function reaches(selectors: readonly string[], country: string): boolean {
  if (selectors.includes('*')) return true
  return selectors.some((each) => each === country || groups[each.slice(1)]?.includes(country))
}

function zonesFor(request: OracleRequest, timeZone: string): readonly string[] {
  const place = placeOf(request)
  if (timeZone !== 'territory') return [timeZone]
  if (place === null) return FIRST_AND_LAST_CLOCK
  return place.rightsZone === null ? place.zones : [place.rightsZone]
}

function denied({ denies, context }: OracleRequest, { asset, campaign }: OracleCandidate): boolean {
  const country = territories.has(context.country) ? context.country : 'XX'
  const names: (string | null)[] = [asset.id, asset.titleId, campaign.id, `surface:${context.surface}`]
  names.push(...asset.tags.map((tag) => `tag:${tag}`), `owner:${campaign.owner}`, `feed:${asset.feed?.id}`)
  return denies.some(
    ({ target, territories: where, until }) =>
      names.includes(target) &&
      (where === null || where.includes(country)) &&
      (until === null || Date.parse(context.now) < until),
  )
}

function windows(request: OracleRequest, { asset, campaign }: OracleCandidate): (GateReason | null)[] {
  const { country } = request.context
  const now = nowOf(request)
  const ofAsset = { start: asset.validFrom, end: asset.validUntil, blackouts: [] }
  return [
    asset.worldwide || reaches(asset.territories, country)
      ? closedBecause(ofAsset, zonesFor(request, 'territory'), now)
      : 'territory',
    reaches(campaign.territories, country)
      ? closedBecause(campaign, zonesFor(request, campaign.timeZone), now)
      : 'territory',
    insideDayParts(request, campaign) ? null : 'not-started',
  ]
}

function insideDayParts(request: OracleRequest, campaign: Campaign): boolean {
  if (campaign.hours.length === 0) return true
  const clocks = (zones: readonly string[]) => zones.map((zone) => wallClock(nowOf(request), zone))
  const own = request.context.timezone
  const walls =
    campaign.timeZone !== 'territory'
      ? clocks([campaign.timeZone])
      : isUnknown(request)
        ? everyWallClock(nowOf(request))
        : clocks(own === undefined ? (placeOf(request)?.zones ?? []) : [own])
  return walls.every((wall) => insideHours(campaign.hours, wall))
}

function offers(request: OracleRequest, { asset, title }: OracleCandidate): (GateReason | null)[] {
  if (title === null) return []
  const unknown = placeOf(request) === null
  const here = title.offers.filter((offer) => unknown || reaches(offer.territories, request.context.country))
  const now = nowOf(request)
  const embargoed = here.some(
    ({ embargoUntil, timeZone }) =>
      embargoUntil !== null && now < whenAllHaveStarted(embargoUntil, zonesFor(request, timeZone)),
  )
  const open = ({ start, promoteFrom, end, timeZone }: Offer) => {
    const zones = zonesFor(request, timeZone)
    const starts = [start, promoteFrom ?? start].map((local) => whenAllHaveStarted(local, zones))
    return Math.min(...starts) <= now && now < whenTheFirstHasStarted(end, zones)
  }
  const offered = asset.worldwide || (!unknown && here.some(open))
  return [embargoed ? 'embargoed' : null, offered ? null : 'no-offer']
}

function ratings(request: OracleRequest, { asset, title }: OracleCandidate): (GateReason | null)[] {
  const cap = capOf(request.context)
  const place = placeOf(request)
  const rate = place === null ? standingAnywhere : standing.bind(null, place.code)
  const own = rate(asset.ratings, title?.ratings ?? [])
  const fitsKids = (each: typeof own) =>
    each.state === 'rated' && each.age <= cap && maturity.kidsKinds.includes(each.kind)
  const unfit = !fitsKids(own) || (title !== null && !fitsKids(rate([], title.ratings)))
  return [
    own.state === 'unrated' && cap < maturity.unratedAge ? 'unrated' : null,
    own.state === 'refused' ? 'refused' : null,
    own.state === 'rated' && own.age > cap ? 'maturity' : null,
    asset.band !== null && (bandAges.get(asset.band) ?? 0) > cap ? 'band' : null,
    isKids(request.context) && unfit ? 'kids' : null,
  ]
}

function audience({ context }: OracleRequest, { asset, campaign }: OracleCandidate): (GateReason | null)[] {
  const surface = surfaces.find(({ id }) => id === context.surface)
  const fits = surface?.aspects.includes(asset.aspect) && surface.kinds.includes(asset.kind)
  const { kids, devices, entitlements } = campaign.audience
  // Only a valid token opens what is for kids only: what is unsigned, or has expired, may only narrow.
  const proven = isMember(context) && context.token?.kids === true
  const wrongKids = (kids === 'only' && !proven) || (kids === 'never' && isKids(context))
  const playable = asset.renditions.some(
    ({ codec, height }) =>
      (context.codecs === undefined || context.codecs.length === 0 || context.codecs.includes(codec)) &&
      height <= (context.maxHeight ?? Number.POSITIVE_INFINITY),
  )
  const wrongDevice = devices.length > 0 && !(context.device && devices.includes(context.device))
  const held = isMember(context) ? (context.token?.ent ?? []) : []
  return [
    fits && campaign.surfaces.includes(context.surface) ? null : 'surface',
    wrongKids ? 'kids' : null,
    !playable || wrongDevice ? 'format' : null,
    entitlements.length > 0 && !entitlements.some((each) => held.includes(each)) ? 'entitlement' : null,
  ]
}

function capped(request: OracleRequest, candidate: OracleCandidate): boolean {
  const { frequencyCap } = candidate.campaign
  if (frequencyCap === null) return false
  let count = 0
  let since = Number.NEGATIVE_INFINITY
  for (const { asset, campaign, at } of request.shown) {
    if (campaign.frequencyCap === null || countedAs(asset, campaign) !== countedAs(candidate.asset, candidate.campaign))
      continue
    const over = at >= since + campaign.frequencyCap.windowSeconds * 1000
    count = over ? 1 : count + 1
    since = over ? at : since
  }
  return nowOf(request) < since + frequencyCap.windowSeconds * 1000 && count >= frequencyCap.count
}

function countedAs(asset: Asset, campaign: Campaign): string {
  const scope = campaign.frequencyCap?.scope ?? 'campaign'
  if (scope === 'asset') return `asset ${asset.id}`
  return scope === 'title' ? `title ${asset.titleId ?? campaign.id}` : `campaign ${campaign.id}`
}

/** Every gate that refuses the candidate; none: it may be shown. */
export function refusals(request: OracleRequest, candidate: OracleCandidate): ReadonlySet<GateReason> {
  const { asset, title, campaign } = candidate
  const all: (GateReason | null)[] = [
    denied(request, candidate) ? 'takedown' : null,
    campaign.status !== 'approved' || (asset.titleId !== null && title === null) ? 'not-approved' : null,
    ...windows(request, candidate),
    isUnknown(request) && !asset.worldwide ? 'geo' : null,
    ...offers(request, candidate),
    ...ratings(request, candidate),
    ...audience(request, candidate),
    capped(request, candidate) ? 'frequency-cap' : null,
  ]
  return new Set(all.filter((reason) => reason !== null))
}
