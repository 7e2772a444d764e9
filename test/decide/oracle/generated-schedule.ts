/** Small schedules and requests by fast-check: mostly servable, with every way to be refused mixed in. */
import fc from 'fast-check'
import { type Asset, asset } from '../../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../../src/model/nouns/campaign.ts'
import { CAMPAIGN_STATUSES, DEVICES, PRIORITIES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../../src/model/nouns/offer-vocabulary.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { type Title, title } from '../../../src/model/nouns/title.ts'
import type { Schedule } from '../case-world.ts'
import { ownRatings, titleRatings } from './generated-ratings.ts'

/** `usual` most of the time, so that enough is left to be shown. */
const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>, weight = 7): fc.Arbitrary<Value> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })

/** Local times at which windows begin and end; no zone changes its clocks near them. */
export const EDGES = ['2026-11-20T18:00:00', '2026-11-22T00:00:00', '2026-11-22T12:00:30', '2026-11-24T06:30:00']
const edge = fc.constantFrom(...EDGES)
const past = fc.constantFrom('2026-01-01T00:00:00', '2025-11-01T00:00:00')
const window = fc.constantFrom<readonly [string | null, string | null]>(
  ...[0, 1, 2].map((index) => [EDGES[index] ?? null, EDGES[index + 1] ?? null] as const),
  [EDGES[1] ?? null, null],
  ['2026-01-01T00:00:00', EDGES[2] ?? null],
  ['2024-01-01T00:00:00', '2025-01-01T00:00:00'],
)
const timeZone = mostly('territory', fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'))
const someTerritories = fc.constantFrom(
  ...[
    ['*'],
    ['US', 'CA'],
    ['DE', 'IN'],
    ['@dach', 'FR'],
    ['@eea', 'JE'],
    ['AU', 'KI', 'FM'],
    ['GB', 'GG', 'PR', 'RE'],
    ['IT', 'MX'],
  ],
)
const everywhere = mostly(['*'], someTerritories, 6)

const offer = fc.record({
  territories: everywhere,
  start: mostly('2026-01-01T00:00:00', edge, 3),
  end: mostly<string | null>(null, fc.constant('2026-11-24T12:00:00')),
  timeZone,
  promoteFrom: mostly<string | null>(null, past),
  embargoUntil: mostly<string | null>(null, edge, 9),
  types: fc.subarray([...OFFER_TYPES], { minLength: 1 }),
})

/** Named by `rules/policies/descriptors.json`, but for the first. */
const DESCRIPTORS = ['violence', 'strong-language', 'gore', 'nudity', 'sex', 'self-harm']

const pick = (prefix: string, index: number) => `${prefix}_${index}`

function titleAt(index: number): fc.Arbitrary<Title> {
  const offers = mostly<readonly object[]>(
    [{ territories: ['*'], start: '2026-01-01T00:00:00' }],
    fc.array(offer, { maxLength: 3 }),
    2,
  )
  return fc
    .record({ ratings: titleRatings, offers, releasedOn: fc.constantFrom(null, '2026-10-01', '2010-09-27') })
    .map((some) =>
      title.parse({ v: 1, type: 'title', id: pick('ttl', index), name: { en: 'T' }, kind: 'movie', ...some }),
    )
}

const rendition = fc.record({
  type: fc.constant('mp4'),
  url: fc.constant('/media/a.mp4'),
  codec: fc.constantFrom('avc', 'hevc', 'av1', 'vp9'),
  height: fc.constantFrom(240, 480, 720, 1080),
})

function assetAt(index: number): fc.Arbitrary<Asset> {
  const look = fc.constantFrom(
    ...[
      ['trailer', '16:9'],
      ['trailer', '16:9'],
      ['promo', '16:9'],
      ['clip', '9:16'],
      ['clip', '16:9'],
      ['promo', '1:1'],
    ],
  )
  return fc
    .record({
      look,
      // ttl_8 is never in the schedule.
      about: fc.oneof(
        { weight: 15, arbitrary: fc.integer({ min: 0, max: 2 }) },
        { weight: 1, arbitrary: fc.constantFrom(8, null) },
      ),
      ratings: ownRatings,
      descriptors: mostly<readonly string[]>([], fc.subarray(DESCRIPTORS, { minLength: 1 }), 1),
      band: mostly<string | null>(null, fc.constantFrom('green', 'yellow', 'red'), 3),
      flashRisk: mostly(false, fc.constant(true)),
      worldwide: fc.boolean(),
      territories: everywhere,
      window: mostly<readonly [string | null, string | null]>([null, null], window, 5),
      timeZone,
      renditions: fc.array(rendition, { minLength: 1, maxLength: 3 }),
      audio: fc.constantFrom([], [{ language: 'de' }], [{ language: 'en' }]),
      tags: fc.subarray(['new', 'family']),
      feed: fc.constantFrom(null, { id: 'partner', itemId: '1' }),
    })
    .map(({ look: [kind, aspect], window: [validFrom, validUntil], about, ...some }) =>
      asset.parse({
        ...{ v: 1, type: 'asset', id: pick('ast', index), kind, aspect, validFrom, validUntil, durationMs: 1000 },
        titleId: about === null ? (kind === 'promo' ? null : 'ttl_0') : pick('ttl', about),
        ...some,
      }),
    )
}

const hours = fc.record({
  days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 3 }),
  from: fc.constantFrom('00:00', '06:00', '18:00', '22:15'),
  to: fc.constantFrom('24:00', '12:00', '06:00', '02:30'),
})
const pause = fc
  .constantFrom(
    ...[
      ['2026-11-21T00:00:00', '2026-11-22T00:00:00'],
      ['2026-11-22T12:00:30', '2026-11-22T18:00:00'],
    ],
  )
  .map(([start, end]) => ({ start, end }))

function campaignAt(index: number): fc.Arbitrary<Campaign> {
  return fc
    .record({
      // ast_9 is never in the schedule, and an asset may be named twice.
      of: fc.array(fc.constantFrom(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 9), { minLength: 1, maxLength: 6 }),
      territories: everywhere,
      surfaces: mostly([...SURFACE_IDS], fc.subarray([...SURFACE_IDS], { minLength: 1 }), 5),
      window: mostly<readonly [string | null, string | null]>(['2026-01-01T00:00:00', null], window, 6),
      timeZone,
      hours: mostly<readonly object[]>([], fc.array(hours, { maxLength: 3 }), 8),
      blackouts: mostly<readonly object[]>([], fc.array(pause, { maxLength: 2 }), 8),
      priority: fc.constantFrom(...PRIORITIES),
      weight: fc.constantFrom(0, 1, 2.5, 1000),
      frequencyCap: mostly<object | null>(
        null,
        fc.record({
          count: fc.constantFrom(1, 2),
          windowSeconds: fc.constantFrom(1, 3600, 86_400),
          scope: fc.constantFrom('asset', 'title', 'campaign'),
        }),
        1,
      ),
      audience: fc.record({
        kids: mostly('any', fc.constantFrom('only', 'never'), 8),
        devices: mostly<readonly string[]>([], fc.subarray([...DEVICES])),
        entitlements: mostly<readonly string[]>([], fc.subarray([...OFFER_TYPES])),
      }),
      owner: fc.constantFrom('', 'emea', 'house'),
      status: mostly<string>('approved', fc.constantFrom(...CAMPAIGN_STATUSES), 9),
    })
    .map(({ of, window: [start, end], ...some }) =>
      campaign.parse({
        ...{ v: 1, type: 'campaign', id: pick('cmp', index), start: start ?? '2026-01-01T00:00:00', end },
        assets: of.map((number) => pick('ast', number)),
        ...some,
      }),
    )
}

/** Three titles, five assets and three campaigns over them. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  titles: fc.tuple(titleAt(0), titleAt(1), titleAt(2)),
  assets: fc.tuple(assetAt(0), assetAt(1), assetAt(2), assetAt(3), assetAt(4)),
  campaigns: fc.tuple(campaignAt(0), campaignAt(1), campaignAt(2)),
})
