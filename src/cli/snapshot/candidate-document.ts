import { bitRow, namedBy } from '../../model/columns/bit-rows.ts'
import { columnValue, titleOf } from '../../model/columns/column-value.ts'
import { NO_INDEX, RATING_STATE } from '../../model/columns/snapshot.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { CAP_SCOPES, DEVICES, PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { windowsOfCandidate } from './candidate-windows.ts'
import type { DescribedFolder } from './opened-folder.ts'

/** Whether a campaign is for kids profiles; as `CampaignColumns.kids` numbers it. */
const KIDS = ['any', 'only', 'never'] as const

/** The names whose bit is set in the mask; the first name has bit 0. */
function bits(words: readonly string[], mask: number | undefined, from = 0): string[] {
  return words.filter((_word, at) => ((mask ?? 0) >>> (at + from)) & 1)
}

/** One candidate, decoded from its columns into the vocabulary of the records that it was made from. */
export function candidateDocument(described: DescribedFolder, row: number) {
  const asset = described.hot.candidateAsset[row] ?? NO_INDEX
  const campaign = described.hot.candidateCampaign[row] ?? NO_INDEX
  return {
    candidate: row,
    asset: assetDocument(described, asset),
    campaign: campaignDocument(described, campaign),
    windows: windowsOfCandidate(described, asset, campaign),
    ratings: ratingsOf(described, asset),
  }
}
export type CandidateDocument = ReturnType<typeof candidateDocument>

function assetDocument({ hot, text }: DescribedFolder, asset: number) {
  const { access, form, content, format, speech } = hot.classes
  const at = (column: Uint16Array) => column[asset] ?? NO_INDEX
  const [looks, whom, heights] = [at(hot.assets.form), at(hot.assets.content), at(hot.assets.format)]
  const title = text?.titleOf(asset) ?? null
  const hasTitle = titleOf(hot, asset) !== NO_INDEX
  return {
    index: asset,
    id: text?.asset(asset).assetId ?? null,
    idHash: hot.assets.idHash[asset] ?? null,
    name: text?.asset(asset).name ?? null,
    title: title === null ? null : { id: title.titleId, name: title.name },
    hasTitle,
    kind: ASSET_KINDS[form.kind[looks] ?? -1] ?? null,
    aspect: ASPECTS[form.aspect[looks] ?? -1] ?? null,
    flashRisk: form.flashRisk[looks] === 1,
    worldwide: access.worldwide[at(hot.assets.access)] === 1,
    durationMs: hot.assets.durationMs[asset] ?? null,
    band: BANDS[(content.band[whom] ?? 0) - 1] ?? null,
    descriptors: bits(hot.descriptors, content.descriptors[whom], 1),
    languages: namedBy(bitRow(speech.languages, hot.languages.length, at(hot.assets.speech)), hot.languages),
    formats: CODECS.map((codec, each) => ({
      codec,
      leastHeight: format.leastHeight[heights * CODECS.length + each] ?? 0,
    })).filter(({ leastHeight }) => leastHeight > 0),
  }
}

function campaignDocument({ hot: { campaigns, exclusionLabels }, text, weights }: DescribedFolder, campaign: number) {
  const count = columnValue(campaigns.capCount, campaign)
  const hours = campaigns.hours.get(campaign)
  return {
    index: campaign,
    id: text?.campaign(campaign).campaignId ?? null,
    idHash: campaigns.idHash[campaign] ?? null,
    priority: PRIORITIES[campaigns.priority[campaign] ?? -1] ?? null,
    surfaces: bits(SURFACE_IDS, campaigns.surfaces[campaign]),
    kids: KIDS[campaigns.kids[campaign] ?? -1] ?? null,
    devices: bits(DEVICES, campaigns.devices[campaign]),
    entitlements: bits(OFFER_TYPES, campaigns.entitlements[campaign]),
    frequencyCap:
      count === 0
        ? null
        : {
            count,
            windowSeconds: columnValue(campaigns.capWindowSeconds, campaign),
            scope: CAP_SCOPES[campaigns.capScope[campaign] ?? -1] ?? null,
          },
    exclusionLabels: namedBy(bitRow(campaigns.exclusionLabels, exclusionLabels.length, campaign), exclusionLabels),
    hours: hours ?? null,
    weight: weights?.weight[campaign] ?? null,
    pacing: weights?.pacing[campaign] ?? null,
    pacingNeed: weights?.pacingNeed[campaign] ?? null,
    pacingEnds: endOf(weights?.pacingEnds[campaign]),
  }
}

/** The last instant that a `Date` can say. */
const LAST_INSTANT = 8.64e15

/** An instant in UTC; null: never. */
function endOf(instant = Number.POSITIVE_INFINITY): string | null {
  return Math.abs(instant) <= LAST_INSTANT ? new Date(instant).toISOString() : null
}

/** The result of the rules for the asset's ratings, for each place. */
function ratingsOf({ hot, text }: DescribedFolder, asset: number) {
  const { ratings, ratingPlaces, classes, assets } = hot
  const rating = classes.content.rating[assets.content[asset] ?? NO_INDEX] ?? NO_INDEX
  return ratingPlaces.map((place, index) => {
    const at = rating * ratingPlaces.length + index
    const rated = ratings.state[at] === RATING_STATE.rated
    const words = ratings.text[at]
    return {
      place,
      state: Object.entries(RATING_STATE).find(([, value]) => value === ratings.state[at])?.[0] ?? null,
      age: rated ? (ratings.age[at] ?? null) : null,
      leastAge: rated ? (ratings.leastAge[at] ?? null) : null,
      kind: rated ? (RATING_KINDS[ratings.kind[at] ?? -1] ?? null) : null,
      clockLabel: hot.clockLabels[(ratings.clockLabel[at] ?? 0) - 1] ?? null,
      label: text === null || words === undefined || words === 0xffff ? null : text.rating(words),
    }
  })
}
