/**
 * The decision as one would first write it: an array of objects, `filter`, `map`, `sort`. The objects are read
 * off an opened snapshot, so that windows, ages and offers are at hand and only the deciding is compared.
 */

import type { Context } from '../../src/decide/context.ts'
import { localMinute } from '../../src/decide/local-minute.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../../src/model/asset-words.ts'
import { DEVICES } from '../../src/model/campaign-words.ts'
import { OFFER_TYPES } from '../../src/model/offer-words.ts'
import { RATING_KINDS } from '../../src/model/rating-words.ts'
import type { SurfaceRule } from '../../src/model/rules.ts'
import { ASSET_FLAG, type DayPart, NO_INDEX, type Snapshot, type WindowClasses } from '../../src/model/snapshot.ts'
import { SURFACE_IDS } from '../../src/model/surface.ts'

interface Window {
  readonly start: number
  readonly end: number
}
interface Rated {
  readonly state: number
  readonly age: number
  readonly kind: string
}

/** One candidate with all that the gates and terms look at. */
interface NaiveCandidate {
  readonly index: number
  readonly asset: number
  readonly assetWindows: readonly Window[]
  readonly campaignWindows: readonly Window[]
  readonly hours: { readonly timeZone: string; readonly parts: readonly DayPart[] } | null
  readonly title: {
    readonly id: number
    readonly rating: Rated
    readonly offers: readonly Window[]
    readonly embargoUntil: number
    readonly releasedAt: number
  } | null
  readonly worldwide: boolean
  readonly rating: Rated
  readonly bandAge: number
  readonly aspect: string
  readonly kind: string
  readonly renditions: readonly { readonly codec: string; readonly height: number }[]
  readonly languages: readonly string[]
  readonly surfaces: readonly string[]
  readonly kids: number
  readonly devices: readonly string[]
  readonly entitlements: readonly string[]
  readonly priority: number
  readonly weight: number
  readonly pacing: number
}

const named = <Word>(words: readonly Word[], bits: number): Word[] => words.filter((_, bit) => (bits >>> bit) & 1)

function windowsAt(classes: WindowClasses, cell: number, starts: Float64Array = classes.start): Window[] {
  const found: Window[] = []
  for (let index = classes.offsets[cell] ?? 0; index < (classes.offsets[cell + 1] ?? 0); index++) {
    found.push({ start: starts[index] ?? 0, end: classes.end[index] ?? 0 })
  }
  return found
}

/** Every candidate of a snapshot as an object, for one territory. */
export function naiveCandidates(snapshot: Snapshot, territory: string): NaiveCandidate[] {
  const { hot, rules, weights } = snapshot
  const column = hot.territories.indexOf(territory)
  const cell = (classIndex: number | undefined) => (classIndex ?? 0) * hot.territories.length + column
  const rated = (classIndex: number | undefined): Rated => ({
    state: hot.ratings.state[cell(classIndex)] ?? 0,
    age: hot.ratings.age[cell(classIndex)] ?? 0,
    kind: RATING_KINDS[hot.ratings.kind[cell(classIndex)] ?? 0] ?? '',
  })
  const titleAt = (title: number): NaiveCandidate['title'] =>
    title === NO_INDEX
      ? null
      : {
          id: title,
          rating: rated(hot.titles.rating[title]),
          offers: windowsAt(hot.offers, cell(hot.titles.offer[title]), hot.offers.promoteFrom),
          embargoUntil: hot.offers.embargoUntil[cell(hot.titles.offer[title])] ?? 0,
          releasedAt: hot.titles.releasedAt[title] ?? Number.NaN,
        }
  return [...hot.candidateAsset].map((asset, index) => {
    const campaign = hot.candidateCampaign[index] ?? 0
    const band = BANDS[(hot.assets.band[asset] ?? 0) - 1]
    const heights = CODECS.map((codec, place) => ({
      codec,
      height: hot.assets.leastHeight[asset * CODECS.length + place] ?? 0,
    }))
    return {
      index,
      asset,
      assetWindows: windowsAt(hot.windows, cell(hot.assets.window[asset])),
      campaignWindows: windowsAt(hot.windows, cell(hot.campaigns.window[campaign])),
      hours: hot.campaigns.hours.get(campaign) ?? null,
      title: titleAt(hot.assets.title[asset] ?? NO_INDEX),
      worldwide: ((hot.assets.flags[asset] ?? 0) & ASSET_FLAG.worldwide) !== 0,
      rating: rated(hot.assets.rating[asset]),
      bandAge: rules.bands.find((rule) => rule.band === band)?.minAge ?? 0,
      aspect: ASPECTS[hot.assets.aspect[asset] ?? 0] ?? '',
      kind: ASSET_KINDS[hot.assets.kind[asset] ?? 0] ?? '',
      renditions: heights.filter(({ height }) => height > 0),
      languages: named(hot.languages.slice(0, 32), hot.assets.languages[asset] ?? 0),
      surfaces: named(SURFACE_IDS, hot.campaigns.surfaces[campaign] ?? 0),
      kids: hot.campaigns.kids[campaign] ?? 0,
      devices: named(DEVICES, hot.campaigns.devices[campaign] ?? 0),
      entitlements: named(OFFER_TYPES, hot.campaigns.entitlements[campaign] ?? 0),
      priority: 3 - (hot.campaigns.priority[campaign] ?? 0),
      weight: weights.weight[campaign] ?? 0,
      pacing: weights.pacing[campaign] ?? 1,
    }
  })
}

const openAt = (windows: readonly Window[], now: number) => windows.some(({ start, end }) => start <= now && now < end)

function insideHours({ hours }: NaiveCandidate, context: Context): boolean {
  if (hours === null) return true
  const zones = hours.timeZone === 'territory' ? context.timeZones : [hours.timeZone]
  return zones.every((zone) => {
    const { weekday, minute } = localMinute(context.now, zone)
    return hours.parts.some(({ days, from, to }) => {
      const today = ((days >> weekday) & 1) === 1
      const yesterday = ((days >> ((weekday + 6) % 7)) & 1) === 1
      return from < to
        ? today && minute >= from && minute < to
        : (today && minute >= from) || (yesterday && minute < to)
    })
  })
}

const fitsKids = ({ state, age, kind }: Rated, cap: number, kidsKinds: readonly string[]) =>
  state === 0 && age <= cap && kidsKinds.includes(kind)

/** The gates that are in the code, in an order that refuses cheaply. */
function passes(
  candidate: NaiveCandidate,
  context: Context,
  surface: SurfaceRule,
  kidsKinds: readonly string[],
): boolean {
  const { title, rating } = candidate
  const { now, cap } = context
  return (
    candidate.surfaces.includes(surface.id) &&
    surface.aspects.some((aspect) => aspect === candidate.aspect) &&
    surface.kinds.some((kind) => kind === candidate.kind) &&
    openAt(candidate.assetWindows, now) &&
    openAt(candidate.campaignWindows, now) &&
    (rating.state === 0 ? rating.age <= cap : rating.state === 1 && cap >= 18) &&
    candidate.bandAge <= cap &&
    (title === null || now >= title.embargoUntil) &&
    (candidate.worldwide || (!context.unknownPlace && (title === null || openAt(title.offers, now)))) &&
    (!context.kids ||
      (fitsKids(rating, cap, kidsKinds) && (title === null || fitsKids(title.rating, cap, kidsKinds)))) &&
    !(candidate.kids === 1 && !context.kidsProven) &&
    !(candidate.kids === 2 && context.kids) &&
    candidate.renditions.some(
      ({ codec, height }) =>
        (context.codecs.length === 0 || context.codecs.some((each) => each === codec)) &&
        height <= (context.maxHeight ?? Number.POSITIVE_INFINITY),
    ) &&
    (candidate.devices.length === 0 || (context.device !== null && candidate.devices.includes(context.device))) &&
    (candidate.entitlements.length === 0 ||
      candidate.entitlements.some((each) => context.entitlements.some((own) => own === each))) &&
    insideHours(candidate, context)
  )
}

const freshness = (title: NaiveCandidate['title'], now: number, halfLifeDays: number) =>
  title === null || Number.isNaN(title.releasedAt)
    ? 0
    : 0.5 ** (Math.max(0, now - title.releasedAt) / 86_400_000 / halfLifeDays)

/** Best first, as candidate indexes: what a slate would choose from. */
export function naiveRanking(
  candidates: readonly NaiveCandidate[],
  snapshot: Pick<Snapshot, 'rules'>,
  context: Context,
  surface: SurfaceRule,
): NaiveCandidate[] {
  const { maturity, ranking } = snapshot.rules
  return candidates
    .filter((candidate) => passes(candidate, context, surface, maturity.kidsKinds))
    .map((candidate) => ({
      candidate,
      score:
        candidate.priority * ranking.weights.priority +
        Math.log2(1 + candidate.weight) * candidate.pacing * ranking.weights.weight +
        freshness(candidate.title, context.now, ranking.freshnessHalfLifeDays) * ranking.weights.freshness +
        (candidate.languages.includes(context.language ?? '') ? 1 : 0) * ranking.weights.language,
    }))
    .sort((left, right) => right.score - left.score || left.candidate.index - right.candidate.index)
    .map(({ candidate }) => candidate)
}

/** The first `count`, no asset twice, each title again only after eight others if there are enough. */
export function naivePage(ranked: readonly NaiveCandidate[], count: number): number[] {
  const picks: NaiveCandidate[] = []
  const rest = [...ranked]
  while (picks.length < count && rest.length > 0) {
    const recent = picks.slice(-8).map(({ title }) => title?.id)
    const fits = (each: NaiveCandidate) => !picks.some(({ asset }) => asset === each.asset)
    const next = rest.findIndex((each) => fits(each) && (each.title === null || !recent.includes(each.title.id)))
    const [pick] = rest.splice(Math.max(0, next), 1)
    if (pick) picks.push(pick)
  }
  return picks.map(({ index }) => index)
}
