import fc from 'fast-check'
import { CODECS } from '../../src/model/asset-words.ts'
import { DEVICES } from '../../src/model/campaign-words.ts'
import { OFFER_TYPES } from '../../src/model/offer-words.ts'
import { SURFACE_IDS } from '../../src/model/surface.ts'
import { EDGES } from './generated-schedule.ts'
import type { OracleDeny } from './oracle.ts'
import { instantOf } from './oracle-clock.ts'

/** Countries by region, chosen for their clocks (one, several, with and without a rights zone) and ratings (own, inherited, none). */
export const COUNTRIES = {
  na: ['US', 'PR'],
  uki: ['GB', 'JE', 'GG'],
  dach: ['DE'],
  fr: ['FR', 'RE'],
  in: ['IN'],
  apac: ['AU', 'KR', 'KI', 'FM'],
  world: ['XX', 'T1'],
} as const
export type TestedRegion = keyof typeof COUNTRIES

const ZONES: Readonly<Record<string, readonly string[]>> = {
  US: ['America/New_York', 'Pacific/Honolulu'],
  AU: ['Australia/Sydney', 'Australia/Perth'],
  KI: ['Pacific/Tarawa', 'Pacific/Kiritimati'],
  FM: ['Pacific/Chuuk', 'Pacific/Kosrae'],
  XX: ['Etc/GMT+12', 'Etc/GMT-14', 'Europe/London'],
}

const ages = fc.constantFrom(0, 5, 6, 7, 12, 14, 15, 16, 17, 18, 21)
const option = <Value>(some: fc.Arbitrary<Value>, freq = 2) => fc.option(some, { nil: undefined, freq })

/** An instant beside one of the edges, as one of the country's clocks shows it: just before, on it, just after, or hours away. */
const nowIn = (country: string) =>
  fc
    .tuple(
      fc.constantFrom(...EDGES),
      fc.constantFrom(...(ZONES[country] ?? ['Europe/Berlin', 'Asia/Kolkata', 'UTC'])),
      fc.constantFrom(-1, 0, 1, -7_200_000, 7_200_000, 26 * 3_600_000),
    )
    .map(([local, zone, away]) => new Date(instantOf(local, zone) + away).toISOString())

export const tokens = fc.record(
  {
    cap: ages,
    kids: fc.constant(true),
    adult: fc.constant(true),
    ent: fc.subarray([...OFFER_TYPES]),
    expired: fc.constant(true),
  },
  { requiredKeys: [] },
)

/** A context of the region; `now` beside an edge. */
export const contextsIn = (region: TestedRegion) =>
  fc.constantFrom<string>(...COUNTRIES[region]).chain((country) =>
    fc.record({
      country: fc.constant(country),
      now: nowIn(country),
      surface: fc.constantFrom(...SURFACE_IDS),
      token: option(
        fc.oneof(
          { weight: 3, arbitrary: fc.record({ cap: fc.constant(18), adult: fc.constant(true) }) },
          { weight: 2, arbitrary: tokens },
        ),
        5,
      ),
      kids: option(fc.constant(true), 1),
      maxAge: option(ages, 1),
      device: option(fc.constantFrom(...DEVICES)),
      codecs: option(fc.subarray([...CODECS])),
      maxHeight: option(fc.constantFrom(360, 720, 2160)),
      timezone: option(fc.constantFrom(...(ZONES[country] ?? ['Europe/Berlin']))),
      anonymizer: fc.option(fc.constantFrom<'vpn' | 'tor'>('vpn', 'tor'), { nil: undefined, freq: 1 }),
    }),
  )

const target = fc.constantFrom(
  ...['ast_0', 'ast_3', 'ttl_1', 'cmp_0', 'tag:new', 'owner:emea', 'feed:partner', 'surface:home-hero', 'tag:none'],
)

/** A takedown list for a request at `now`; mostly empty. */
export const deniesAt = (now: number, country: string): fc.Arbitrary<readonly OracleDeny[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({
          target,
          territories: fc.constantFrom(null, [country], ['ZZ']),
          until: fc.constantFrom(null, now - 1, now, now + 1),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    },
  )
