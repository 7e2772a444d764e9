import type { z } from 'zod'
import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { asset } from '../../model/nouns/asset.ts'
import type { title } from '../../model/nouns/title.ts'
import { type CampaignRecord, demoCampaigns } from './campaigns.ts'
import { inventedTitles } from './invented-titles.ts'
import type { AssetPlan, TitlePlan } from './plan.ts'
import { ratingsAt, wellKnownRatingsAt } from './ratings.ts'
import { strongerTitles } from './stronger-titles.ts'
import { titlesForEveryone } from './titles-for-everyone.ts'

/** An asset as a marketer writes it: defaults left out. */
export type AssetRecord = z.input<typeof asset>
export type TitleRecord = z.input<typeof title>
export type DemoRecord = TitleRecord | AssetRecord | CampaignRecord

export const demoTitles: readonly TitlePlan[] = [...titlesForEveryone, ...strongerTitles, ...inventedTitles]

/** Path of an asset's files without their extension, the same below the media directory and in URLs. */
export function mediaName(plan: TitlePlan, asset: AssetPlan): string {
  return `demo/${plan.slug}-${asset.suffix}`
}

/** A title's captions fit all of its assets: short, and over within four seconds. */
export function captionName(plan: TitlePlan, language: string): string {
  return `demo/${plan.slug}.${language}.vtt`
}

/** The whole demo schedule, in the order in which its records refer to one another. */
export function demoRecords(): DemoRecord[] {
  const assets = demoTitles.flatMap((plan) => plan.assets.map((asset) => assetRecord(plan, asset)))
  return [...demoTitles.map(titleRecord), ...assets, ...demoCampaigns(assets)]
}

/** The records as NDJSON: the content of `catalogue.ndjson`. */
export function demoCatalogue(): string {
  return demoRecords()
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('')
}

function titleRecord(plan: TitlePlan): TitleRecord {
  return {
    v: 1,
    type: 'title',
    id: titleIdOf(plan.slug),
    name: plan.name,
    kind: plan.kind,
    ...(plan.parent === undefined ? {} : { parentId: titleIdOf(plan.parent) }),
    ...(plan.franchise === undefined ? {} : { franchiseId: plan.franchise }),
    genres: [...plan.genres],
    releasedOn: plan.releasedOn,
    ratings: ratingsAt(plan.level),
    offers: [...plan.offers],
  }
}

function assetRecord(plan: TitlePlan, asset: AssetPlan): AssetRecord {
  const file = `/media/${mediaName(plan, asset)}`
  const height = asset.aspect === '16:9' ? 360 : 480
  return {
    v: 1,
    type: 'asset',
    id: assetIdOf(plan, asset),
    titleId: titleIdOf(plan.slug),
    kind: asset.kind,
    name: { en: asset.line },
    durationMs: asset.seconds * 1000,
    aspect: asset.aspect,
    audio: [{ language: 'en' }],
    captions: ['en', plan.captions].map((language) => ({
      language,
      kind: 'subtitles',
      format: 'vtt',
      url: `/media/${captionName(plan, language)}`,
    })),
    ...ownRatings(plan, asset),
    ...(asset.band ? { band: asset.band } : {}),
    ...(asset.descriptors ? { descriptors: [...asset.descriptors] } : {}),
    ...(asset.flashRisk ? { flashRisk: true } : {}),
    ...(asset.worldwide ? { worldwide: true } : {}),
    ...(asset.validFrom ? { validFrom: asset.validFrom } : {}),
    ...(asset.validUntil ? { validUntil: asset.validUntil } : {}),
    ...(asset.timeZone ? { timeZone: asset.timeZone } : {}),
    renditions: [
      { type: 'mp4', url: `${file}.mp4`, codec: 'avc', height },
      ...(asset.worldwide ? [{ type: 'webm' as const, url: `${file}.webm`, codec: 'vp9' as const, height }] : []),
    ],
    poster: `${file}.jpg`,
    tags: tagsOf(plan, asset),
  }
}

/** A label that no body knows makes an asset unrated there; leaving ratings out would fall back to the title's. */
function ownRatings(title: TitlePlan, plan: AssetPlan): Pick<AssetRecord, 'ratings'> {
  if (plan.unrated)
    return { ratings: ratingsAt('everyone').map(({ territory }) => ({ territory, label: 'Unrated demo' })) }
  if (plan.worldwide) return { ratings: wellKnownRatingsAt(plan.level ?? title.level) }
  return plan.level === undefined ? {} : { ratings: ratingsAt(plan.level) }
}

function tagsOf(plan: TitlePlan, asset: AssetPlan): string[] {
  return [
    'demo',
    ...(plan.level === 'kids' ? ['kids', 'kids-corner'] : []),
    ...(asset.aspect === '9:16' ? ['vertical'] : []),
  ]
}

function titleIdOf(slug: string): TitleId {
  return `ttl_${slug}`
}

function assetIdOf(plan: TitlePlan, asset: AssetPlan): AssetId {
  return `ast_${plan.slug}-${asset.suffix}`
}
