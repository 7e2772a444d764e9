import type { NaiveCandidate, NaiveRequest, Rated, Span } from './candidate.ts'

/** Youngest viewer, by cap, who is shown what has no rating. */
export const UNRATED_AGE = 18

const openAt = (spans: readonly Span[], at: number) => spans.some(({ start, end }) => start <= at && at < end)

const fitsCap = ({ state, age }: Rated, cap: number) =>
  (state === 'rated' && age <= cap) || (state === 'unrated' && cap >= UNRATED_AGE)

/** The product's gates by hand, in an order that refuses cheaply. */
export function passes(candidate: NaiveCandidate, request: NaiveRequest): boolean {
  const { now, cap, surface, codecs, maxHeight, device, entitlements } = request
  return (
    candidate.surfaces.includes(surface.id) &&
    surface.aspects.includes(candidate.aspect) &&
    surface.kinds.includes(candidate.kind) &&
    openAt(candidate.assetWindows, now) &&
    openAt(candidate.campaignWindows, now) &&
    openAt(candidate.hours, request.minuteOfWeek) &&
    now >= candidate.embargoUntil &&
    (candidate.worldwide || openAt(candidate.offers, now)) &&
    fitsCap(candidate.rating, cap) &&
    candidate.bandAge <= cap &&
    candidate.kids !== 'only' &&
    candidate.renditions.some(({ codec, height }) => codecs.includes(codec) && height <= maxHeight) &&
    (candidate.devices.length === 0 || candidate.devices.includes(device)) &&
    (candidate.entitlements.length === 0 || candidate.entitlements.some((each) => entitlements.includes(each)))
  )
}
