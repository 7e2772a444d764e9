import { bitRow, namedBy } from '../../../src/model/columns/bit-rows.ts'
import type { DayPart, Snapshot, WindowClasses } from '../../../src/model/columns/snapshot.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../../../src/model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../../src/model/nouns/offer-vocabulary.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { NaiveCandidate, Rated, Span } from '../naive/candidate.ts'

const named = <Word>(words: readonly Word[], bits: number): Word[] => words.filter((_, bit) => (bits >>> bit) & 1)
const STATES = ['rated', 'unrated', 'refused'] as const
const KIDS = ['any', 'only', 'never'] as const
const DAY_MINUTES = 1440
const WEEK_MINUTES = 7 * DAY_MINUTES

/** JSON knows no infinity. */
const finite = (instant: number | undefined) => Math.min(instant ?? 0, Number.MAX_SAFE_INTEGER)

function spansAt(classes: WindowClasses, cell: number, starts: Float64Array = classes.start): Span[] {
  const found: Span[] = []
  const set = classes.cells[cell] ?? -1
  for (let index = classes.offsets[set] ?? 0; index < (classes.offsets[set + 1] ?? 0); index++) {
    found.push({ start: starts[index] ?? 0, end: finite(classes.end[index]) })
  }
  return found
}

/** Day parts as minutes of the week; what crosses Sunday's midnight comes back at its beginning. */
function weekSpans(parts: readonly DayPart[]): Span[] {
  return parts.flatMap(({ days, from, to }) =>
    [0, 1, 2, 3, 4, 5, 6]
      .filter((day) => (days >>> day) & 1)
      .flatMap((day): Span[] => {
        const start = day * DAY_MINUTES + from
        const end = day * DAY_MINUTES + (from < to ? to : to + DAY_MINUTES)
        const over: Span[] = end > WEEK_MINUTES ? [{ start: 0, end: end - WEEK_MINUTES }] : []
        return [{ start, end: Math.min(end, WEEK_MINUTES) }, ...over]
      }),
  )
}

/** Every candidate of a snapshot as an object, for one of its territories. */
export function readCandidates(snapshot: Snapshot, territory: string): readonly NaiveCandidate[] {
  const { hot, rules, weights, text } = snapshot
  const column = hot.territories.indexOf(territory)
  const cell = (classIndex: number | undefined) => (classIndex ?? 0) * hot.territories.length + column
  const place = hot.ratingPlaces.indexOf(territory)
  const rated = (classIndex: number | undefined): Rated => {
    const at = (classIndex ?? 0) * hot.ratingPlaces.length + place
    return {
      state: STATES[hot.ratings.state[at] ?? 0] ?? 'refused',
      age: hot.ratings.age[at] ?? 0,
    }
  }
  const ofTitle = (title: number) => ({
    offers: spansAt(hot.offers, cell(hot.titles.offer[title]), hot.offers.promoteFrom),
    embargoUntil: hot.offers.embargoUntil[hot.offers.cells[cell(hot.titles.offer[title])] ?? -1] ?? 0,
    releasedAt: Number.isNaN(hot.titles.releasedAt[title]) ? null : (hot.titles.releasedAt[title] ?? null),
  })
  const ofAsset = (asset: number) => {
    const { assetId, name, renditions } = text.asset(asset)
    const { access, form, content, format, speech } = hot.classes
    const looks = hot.assets.form[asset] ?? 0
    const whom = hot.assets.content[asset] ?? 0
    const heights = CODECS.map((codec, index) => ({
      codec,
      height: format.leastHeight[(hot.assets.format[asset] ?? 0) * CODECS.length + index] ?? 0,
    }))
    const band = BANDS[(content.band[whom] ?? 0) - 1]
    return {
      ...{ assetId, name: name.en ?? '', url: renditions[0]?.url ?? '' },
      assetWindows: spansAt(hot.windows, cell(hot.assets.window[asset])),
      titleId: text.titleOf(asset)?.titleId ?? '',
      worldwide: access.worldwide[hot.assets.access[asset] ?? 0] === 1,
      rating: rated(content.rating[whom]),
      bandAge: rules.bands.find((rule) => rule.band === band)?.minAge ?? 0,
      aspect: ASPECTS[form.aspect[looks] ?? 0] ?? '',
      kind: ASSET_KINDS[form.kind[looks] ?? 0] ?? '',
      renditions: heights.filter(({ height }) => height > 0),
      languages: namedBy(bitRow(speech.languages, hot.languages.length, hot.assets.speech[asset] ?? 0), hot.languages),
      ...ofTitle(hot.assets.title[asset] ?? 0),
    }
  }
  const ofCampaign = (campaign: number) => {
    const hours = hot.campaigns.hours.get(campaign)
    return {
      campaignId: text.campaign(campaign).campaignId,
      campaignWindows: spansAt(hot.windows, cell(hot.campaigns.window[campaign])),
      hours: hours === undefined ? [{ start: 0, end: WEEK_MINUTES }] : weekSpans(hours.parts),
      surfaces: named(SURFACE_IDS, hot.campaigns.surfaces[campaign] ?? 0),
      kids: KIDS[hot.campaigns.kids[campaign] ?? 0] ?? 'any',
      devices: named(DEVICES, hot.campaigns.devices[campaign] ?? 0),
      entitlements: named(OFFER_TYPES, hot.campaigns.entitlements[campaign] ?? 0),
      priority: 3 - (hot.campaigns.priority[campaign] ?? 0),
      weight: weights.weight[campaign] ?? 0,
      need: Math.max(1, weights.pacingNeed[campaign] ?? 1),
    }
  }
  return [...hot.candidateAsset].map((asset, index) => ({
    index,
    ...ofAsset(asset),
    ...ofCampaign(hot.candidateCampaign[index] ?? 0),
  }))
}
