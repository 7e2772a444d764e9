import type { AssetId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Aspect, AssetKind } from '../../model/nouns/asset-vocabulary.ts'
import { chance, type DemoChance } from './chance.ts'
import { dayAt } from './large-calendar.ts'
import { type LargeTitle, largeTitleId } from './large-title.ts'
import { wellKnownRatingsAt } from './ratings.ts'

const LANGUAGES = ['en', 'en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ko', 'hi', 'it', 'pl', 'nl'] as const
const DESCRIPTORS = ['violence', 'language', 'frightening', 'smoking', 'sexual-content'] as const
/** The seeds of assets begin here, above those of titles, of which there are fewer. */
const ASSET_STREAMS = 0x1000_0000
/** More assets than any title has. */
const ASSETS_PER_TITLE = 128

const LENGTH_SECONDS: Readonly<Record<AssetKind, readonly [number, number]>> = {
  trailer: [60, 150],
  promo: [15, 45],
  clip: [8, 60],
}

/** Asset number `place` of the title at `index`; the first one is its trailer. */
export function largeAsset(seed: number, index: number, title: LargeTitle, place: number): Asset {
  const draw = chance(seed, ASSET_STREAMS + index * ASSETS_PER_TITLE + place)
  const kind: AssetKind =
    place === 0
      ? 'trailer'
      : draw.weighted([
          [65, 'clip'],
          [20, 'trailer'],
          [15, 'promo'],
        ])
  const aspect: Aspect =
    kind === 'clip'
      ? draw.weighted([
          [82, '9:16'],
          [15, '16:9'],
          [3, '1:1'],
        ])
      : '16:9'
  const id = largeAssetId(seed, index, place)
  const [shortest, longest] = LENGTH_SECONDS[kind]
  return {
    v: 1,
    type: 'asset',
    id,
    titleId: largeTitleId(seed, index),
    kind,
    name: { en: `${title.record.name.en}: ${kind} ${place + 1}` },
    durationMs: draw.whole(shortest * 1000, longest * 1000),
    aspect,
    audio: [{ language: draw.pick(LANGUAGES) }],
    captions: [draw.pick(LANGUAGES)].map((language) => ({
      language,
      kind: 'subtitles',
      format: 'vtt',
      url: `/media/large/${id}.${language}.vtt`,
    })),
    ...rated(draw, title),
    flashRisk: draw.happens(0.005),
    ...rights(draw),
    ...pictures(draw, id, aspect),
    tags: [title.record.genres[0] ?? 'drama', ...(title.level === 'kids' ? ['kids'] : [])],
    feed: null,
  }
}

export function largeAssetId(seed: number, index: number, place: number): AssetId {
  return `ast_g${seed}-${String(index).padStart(6, '0')}-${String(place).padStart(2, '0')}`
}

/** Most assets use their title's ratings, some have their own, and a few have unknown labels. */
function rated(draw: DemoChance, title: LargeTitle): Pick<Asset, 'ratings' | 'band' | 'descriptors'> {
  const own = draw.next()
  const stronger = title.level === 'twelve' || title.level === 'sixteen'
  const unknown = [{ territory: 'US', label: 'Unrated demo' }]
  return {
    ratings: own < 0.01 ? unknown : own < 0.1 ? wellKnownRatingsAt(stronger ? 'seven' : title.level) : [],
    band: stronger
      ? draw.weighted([
          [90, null],
          [6, 'yellow'],
          [4, 'red'],
        ])
      : draw.weighted([
          [70, null],
          [30, 'green'],
        ]),
    descriptors: stronger ? [draw.pick(DESCRIPTORS)] : [],
  }
}

/** Nearly all assets have the rights of their title; every other case occurs too. */
function rights(draw: DemoChance): Pick<Asset, 'worldwide' | 'territories' | 'validFrom' | 'validUntil' | 'timeZone'> {
  const when = draw.next()
  return {
    worldwide: draw.happens(0.04),
    territories: [
      ...draw.weighted<readonly string[]>([
        [94, ['*']],
        [3, ['US', 'CA', '@dach']],
        [2, ['@eea']],
        [1, ['JP', 'KR']],
      ]),
    ],
    validFrom: when < 0.04 ? `${dayAt(draw.whole(1, 120))}T00:00:00` : null,
    validUntil: when > 0.94 ? `${dayAt(draw.whole(-120, 300))}T00:00:00` : null,
    timeZone: 'territory',
  }
}

/** Uses the house idents as videos, so that a device has something to play. */
function pictures(draw: DemoChance, id: AssetId, aspect: Aspect): Pick<Asset, 'renditions' | 'poster'> {
  const file = `/media/house/ident-${draw.whole(1, 3)}-${aspect === '16:9' ? '16x9' : '9x16'}`
  const height = draw.pick([480, 720, 1080])
  const avc = { type: 'mp4', url: `${file}.mp4?of=${id}`, codec: 'avc', height, bitrate: height * 3000 } as const
  const vp9 = { type: 'webm', url: `${file}.webm?of=${id}`, codec: 'vp9', height, bitrate: height * 2200 } as const
  return { renditions: draw.happens(0.8) ? [avc, vp9] : [avc], poster: `${file}.jpg?of=${id}` }
}
