import { RegionCompiler } from '../../src/compile/compiler.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import { type MediaHosts, NO_MEDIA_HOSTS } from '../../src/model/fields/media-alias.ts'
import { type Asset, asset } from '../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../src/model/nouns/campaign.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { type Title, title } from '../../src/model/nouns/title.ts'
import type { RegionRules } from '../../src/model/policies/rules.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { encodeSnapshot } from '../../src/snapshot/encode.ts'
import type { Shard } from '../../src/snapshot/format.ts'
import { TextEntries } from '../../src/snapshot/text/text-entries.ts'

/** A schedule as plain lists. */
export interface Schedule {
  readonly titles: readonly Title[]
  readonly assets: readonly Asset[]
  readonly campaigns: readonly Campaign[]
}

/** Room for as many columns as arms may have. */
const COLUMNS_OF_ARMS = 8

/** FSK and MPA labels that the films take in turn: mostly for everyone, some for the old enough. */
const LABELS = [
  { DE: 'FSK 0', US: 'G' },
  { DE: 'FSK 0', US: 'G' },
  { DE: 'FSK 0', US: 'G' },
  { DE: 'FSK 6', US: 'PG' },
  { DE: 'FSK 12', US: 'PG-13' },
  { DE: 'FSK 16', US: 'R' },
] as const

const START = '2026-01-01T00:00:00'

/**
 * So many films, each with a wide trailer and two upright clips, under one campaign for wide surfaces and one
 * for the feed; and one capped campaign over a promo that outranks them all on post-play.
 */
export function films(count: number, prefix = 'film'): Schedule {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(3, '0')}`)
  return {
    titles: names.map(film),
    assets: names.flatMap(videos).concat(capped()),
    campaigns: [
      plan(
        'wide',
        names.map((name) => `ast_${name}-trailer`),
        ['home-hero', 'browse-tile', 'title-detail'],
      ),
      plan(
        'upright',
        names.flatMap((name) => [`ast_${name}-clip-1`, `ast_${name}-clip-2`]),
        ['clips-feed'],
      ),
      {
        ...plan('capped', ['ast_capped'], ['post-play']),
        frequencyCap: { count: 2, windowSeconds: 3600, scope: 'campaign' },
      },
    ],
  }
}

function film(name: string, index: number): Title {
  const label = LABELS[index % LABELS.length] ?? LABELS[0]
  return title.parse({
    v: 1,
    type: 'title',
    id: `ttl_${name}`,
    name: { en: `The ${name} and a title of a usual length`, de: `Der ${name} und ein Titel üblicher Länge` },
    kind: 'movie',
    releasedOn: '2026-05-01',
    ratings: [
      { territory: 'DE', label: label.DE },
      { territory: 'US', label: label.US },
    ],
    offers: [{ territories: ['*'], start: START, types: ['subscription'] }],
  })
}

function videos(name: string): Asset[] {
  return [
    video(`${name}-trailer`, 'trailer', '16:9', `ttl_${name}`),
    video(`${name}-clip-1`, 'clip', '9:16', `ttl_${name}`),
    video(`${name}-clip-2`, 'clip', '9:16', `ttl_${name}`),
  ]
}

function capped(): Asset {
  return { ...video('capped', 'promo', '16:9', null), ratings: [{ territory: 'DE', label: 'FSK 0' }] }
}

function video(name: string, kind: 'trailer' | 'clip' | 'promo', aspect: '16:9' | '9:16', titleId: string | null) {
  return asset.parse({
    v: 1,
    type: 'asset',
    id: `ast_${name}`,
    titleId,
    kind,
    name: { en: `Watch the ${kind}` },
    durationMs: 30_000,
    aspect,
    audio: [{ language: 'en' }, { language: 'de' }],
    captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: `/media/${name}.de.vtt` }],
    territories: ['*'],
    renditions: [
      { type: 'mp4', url: `https://media.example.com/assets/${name}-1080.mp4`, codec: 'avc', height: 1080 },
      { type: 'webm', url: `https://media.example.com/assets/${name}-720.webm`, codec: 'vp9', height: 720 },
    ],
    poster: `/media/${name}.jpg`,
    tags: [`about-${name}`],
    feed: { id: 'studio', itemId: name },
  })
}

function plan(name: string, assets: readonly string[], surfaces: readonly string[]): Campaign {
  return campaign.parse({
    v: 1,
    type: 'campaign',
    id: `cmp_${name}`,
    owner: 'tests',
    assets,
    territories: ['*'],
    surfaces,
    start: START,
    status: 'approved',
  })
}

/** The shards that a publish of the schedule would put for a region, under its rules or some that are changed. */
export function compiled(
  region: RegionId,
  schedule: Schedule,
  rules?: RegionRules,
  mediaHosts: MediaHosts = NO_MEDIA_HOSTS,
): readonly Shard[] {
  const now = Date.UTC(2026, 10, 22)
  const compiler = new RegionCompiler(bundledRules(), region, now, new TextEntries(), mediaHosts)
  for (const record of schedule.titles) compiler.addTitle(record)
  for (const record of inRowOrder(schedule.assets)) compiler.addAsset(record)
  for (const record of schedule.campaigns) {
    compiler.addCampaign(record, Array.isArray(record.assets) ? record.assets : [])
  }
  const compiled = compiler.finish()
  const arms = rules?.experiments === undefined ? {} : { armColumns: COLUMNS_OF_ARMS }
  return encodeSnapshot({ ...compiled, rules: rules ?? compiled.rules, ...arms })
}
