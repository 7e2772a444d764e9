/**
 * What every gate says of one candidate, told slowly from the records and `rules/*.json`. It shares no
 * code with `src/compile`, `src/decide` or `src/rules`.
 */
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import type { GateReason } from '../../../src/model/nouns/reason.ts'
import type { Offer } from '../../../src/model/nouns/title.ts'
import { wallClock } from '../../compile/wall-clock.ts'
import { takes } from '../pacing/paced-world.ts'
import { closedBecause, insideHours, whenAllHaveStarted, whenTheFirstHasStarted } from './oracle-clock.ts'
import { clockRefuses, descriptorRefuses, pageRefuses, standingOf } from './oracle-law.ts'
import { countryOf, lawsOf, rate, rightsOf, unratedIsForNobody, wallClocks, zonesFor } from './oracle-place.ts'
import type { Standing } from './oracle-ratings.ts'
import { nowOf, type OracleCandidate, type OracleRequest } from './oracle-request.ts'
import { bands, maturity, reaches, surfaces } from './oracle-rules.ts'
import { capOf, isKids, isMember } from './oracle-viewer.ts'

/** The code that lists of territories are searched for; nobody lists the unknown place. */
const codeOf = ({ context }: OracleRequest) => rightsOf(context)?.code ?? 'XX'

function denied(request: OracleRequest, { asset, campaign }: OracleCandidate): boolean {
  const names: (string | null)[] = [
    asset.id,
    asset.titleId,
    campaign.id,
    `surface:${request.context.surface}`,
    `tier:${campaign.priority}`,
  ]
  names.push(...asset.tags.map((tag) => `tag:${tag}`), `owner:${campaign.owner}`, `feed:${asset.feed?.id}`)
  // What is withdrawn here, or where the rights come from, is withdrawn.
  const places = [codeOf(request), ...lawsOf(request.context)]
  return request.denies.some(
    ({ target, territories, until }) =>
      names.includes(target) &&
      (territories === null || places.some((code) => territories.includes(code))) &&
      (until === null || nowOf(request) < until),
  )
}

function windows(request: OracleRequest, { asset, campaign }: OracleCandidate): (GateReason | null)[] {
  const code = codeOf(request)
  const now = nowOf(request)
  const ofAsset = { start: asset.validFrom, end: asset.validUntil, blackouts: [] }
  return [
    asset.worldwide || reaches(asset.territories, code)
      ? closedBecause(ofAsset, zonesFor(request.context, asset.timeZone), now)
      : 'territory',
    reaches(campaign.territories, code)
      ? closedBecause(campaign, zonesFor(request.context, campaign.timeZone), now)
      : 'territory',
    insideDayParts(request, campaign) ? null : 'not-started',
  ]
}

function insideDayParts(request: OracleRequest, campaign: Campaign): boolean {
  if (campaign.hours.length === 0) return true
  const walls =
    campaign.timeZone === 'territory' ? wallClocks(request.context) : [wallClock(nowOf(request), campaign.timeZone)]
  return walls.every((wall) => insideHours(campaign.hours, wall))
}

function offers(request: OracleRequest, { asset, title }: OracleCandidate): (GateReason | null)[] {
  if (title === null) return []
  const unknown = rightsOf(request.context) === null
  const here = title.offers.filter((offer) => unknown || reaches(offer.territories, codeOf(request)))
  const now = nowOf(request)
  const embargoed = here.some(
    ({ embargoUntil, timeZone }) =>
      embargoUntil !== null && now < whenAllHaveStarted(embargoUntil, zonesFor(request.context, timeZone)),
  )
  const open = ({ start, promoteFrom, end, timeZone }: Offer) => {
    const zones = zonesFor(request.context, timeZone)
    const starts = [start, promoteFrom ?? start].map((local) => whenAllHaveStarted(local, zones))
    return Math.min(...starts) <= now && now < whenTheFirstHasStarted(end, zones)
  }
  const offered = asset.worldwide || (!unknown && here.some(open))
  return [embargoed ? 'embargoed' : null, offered ? null : 'no-offer']
}

function ratings({ context }: OracleRequest, candidate: OracleCandidate): (GateReason | null)[] {
  const { asset, title } = candidate
  const cap = capOf(context)
  const own = standingOf(context, candidate)
  const fitsKids = (each: Standing) =>
    each.state === 'rated' && each.age <= cap && maturity.kidsKinds.includes(each.kind)
  const unfit = !fitsKids(own) || (title !== null && !fitsKids(rate(context, [], title.ratings)))
  return [
    own.state === 'unrated' && (cap < maturity.unratedAge || unratedIsForNobody(context)) ? 'unrated' : null,
    own.state === 'refused' ? 'refused' : null,
    own.age > cap ? 'maturity' : null,
    (bands.get(asset.band ?? '')?.minAge ?? 0) > cap ? 'band' : null,
    isKids(context) && unfit ? 'kids' : null,
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
  const cannotShow = context.device !== undefined && surface?.devices.includes(context.device) === false
  const wrongDevice = devices.length > 0 && !(context.device && devices.includes(context.device))
  const held = isMember(context) ? (context.token?.ent ?? []) : []
  return [
    fits && campaign.surfaces.includes(context.surface) ? null : 'surface',
    wrongKids ? 'kids' : null,
    !playable || wrongDevice || cannotShow ? 'format' : null,
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
  const { scope = 'campaign', windowSeconds = 0 } = campaign.frequencyCap ?? {}
  const within = `in ${windowSeconds} seconds`
  if (scope === 'asset') return `asset ${asset.id} ${within}`
  return scope === 'title' ? `title ${asset.titleId ?? campaign.id} ${within}` : `campaign ${campaign.id}`
}

/** Every gate that refuses the candidate; none: it may be shown. */
export function refusals(request: OracleRequest, candidate: OracleCandidate): ReadonlySet<GateReason> {
  const { asset, title, campaign } = candidate
  const all: (GateReason | null)[] = [
    denied(request, candidate) ? 'takedown' : null,
    campaign.status !== 'approved' || (asset.titleId !== null && title === null) ? 'not-approved' : null,
    ...windows(request, candidate),
    countryOf(request.context) === null && !asset.worldwide ? 'geo' : null,
    ...offers(request, candidate),
    ...ratings(request, candidate),
    pageRefuses(request, candidate) ? 'page' : null,
    clockRefuses(request.context, candidate) ? 'clock' : null,
    descriptorRefuses(request.context, candidate) ? 'descriptor' : null,
    ...audience(request, candidate),
    capped(request, candidate) ? 'frequency-cap' : null,
    takes(campaign.id, request.pacing?.get(campaign.id) ?? {}, request.seed ?? null, nowOf(request)) ? null : 'pacing',
  ]
  return new Set(all.filter((reason) => reason !== null))
}
