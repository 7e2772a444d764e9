import { asset } from '../nouns/asset.ts'
import { campaign } from '../nouns/campaign.ts'
import type { RecordType, ScheduleRecord } from '../nouns/record.ts'
import { takedown } from '../nouns/takedown.ts'
import { title } from '../nouns/title.ts'

/**
 * One record of each type, whole: what is not written here has its default. They belong together, so that a feed of
 * these four is taken in as it stands. The published schemas and the ops API show them.
 */
export const EXAMPLE_RECORDS = {
  title: title.parse({
    v: 1,
    type: 'title',
    id: 'ttl_sintel',
    name: { en: 'Sintel' },
    kind: 'movie',
    genres: ['animation', 'fantasy'],
    releasedOn: '2010-09-27',
    ratings: [
      { territory: 'DE', system: 'FSK', label: 'FSK 12' },
      { territory: 'GB', label: '12A' },
    ],
    externalIds: [{ idType: 'IMDb', id: 'tt1727587' }],
    offers: [{ territories: ['@dach', 'GB'], start: '2026-11-27T00:00:00', types: ['subscription', 'rent'] }],
  }),
  asset: asset.parse({
    v: 1,
    type: 'asset',
    id: 'ast_sintel-trailer',
    titleId: 'ttl_sintel',
    kind: 'trailer',
    name: { en: 'The official trailer', de: 'Der offizielle Trailer' },
    durationMs: 52_000,
    aspect: '16:9',
    audio: [{ language: 'en' }],
    captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: '/media/sintel.de.vtt' }],
    ratings: [{ territory: 'DE', system: 'FSK', label: 'FSK 6' }],
    band: 'green',
    descriptors: ['violence'],
    validUntil: '2027-01-31T18:00:00',
    timeZone: 'UTC',
    renditions: [
      { type: 'hls', url: 'https://media.example.com/sintel/trailer.m3u8', codec: 'hevc', height: 2160 },
      { type: 'mp4', url: '/media/sintel-trailer.mp4', codec: 'avc', height: 1080, bitrate: 6_000_000 },
    ],
    poster: '/media/sintel-trailer.jpg',
    tags: ['autumn'],
    feed: { id: 'blender', itemId: 'sintel-1' },
  }),
  campaign: campaign.parse({
    v: 1,
    type: 'campaign',
    id: 'cmp_dach-hero',
    name: 'Autumn heroes',
    owner: 'film',
    assets: ['ast_sintel-trailer'],
    territories: ['DE', 'AT', 'CH'],
    surfaces: ['home-hero'],
    start: '2026-11-01T00:00:00',
    hours: [{ from: '18:00', to: '24:00' }],
    frequencyCap: { count: 3, windowSeconds: 86_400 },
    status: 'approved',
  }),
  takedown: takedown.parse({
    v: 1,
    type: 'takedown',
    id: 'tkd_8f3b1c',
    target: 'ttl_sintel',
    reason: 'rights withdrawn',
    actor: 'mia@example.com',
  }),
} as const satisfies { readonly [Type in RecordType]: Extract<ScheduleRecord, { type: Type }> }
