import fc from 'fast-check'
import { CODECS } from '../../../src/model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { OFFER_TYPES } from '../../../src/model/nouns/offer-vocabulary.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { anyPlace, instantsAt, type PlacePart, placesIn, zonesOf } from './generated-place.ts'
import type { OracleContext, OracleDeny } from './oracle-request.ts'

const ages = fc.constantFrom(0, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 21)
/** Left out most of the time; or `oneIn` half of it. */
const option = <Value>(some: fc.Arbitrary<Value>, oneIn = 8) =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some })

/** What a token claims, but for the residence: that is the place's. A claim that is not made is not there. */
export const tokens = fc
  .record({
    cap: option(ages, 2),
    kids: option(fc.constant(true), 6),
    adult: option(fc.constant(true), 2),
    pin: option(fc.constant(true), 3),
    personalize: option(fc.constant(false), 3),
    ent: option(fc.subarray([...OFFER_TYPES]), 2),
    expired: option(fc.constant(true), 6),
  })
  .map(stated)
export type GeneratedToken = typeof tokens extends fc.Arbitrary<infer Token> ? Token : never

function stated<Claims extends object>(claims: Claims): Partial<Claims> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)) as Partial<Claims>
}

/** Whom clocks are for: grown, with and without proof, with and without a PIN; then everybody else. */
const someToken: fc.Arbitrary<GeneratedToken> = fc
  .oneof(
    { weight: 2, arbitrary: fc.record({ cap: fc.constant(18), adult: fc.constant(true) }) },
    { weight: 4, arbitrary: fc.record({ cap: fc.constantFrom(16, 18), pin: option(fc.constant(true), 2) }) },
    { weight: 1, arbitrary: fc.record({ kids: fc.constant(true), cap: option(ages, 2) }) },
    { weight: 3, arbitrary: tokens },
  )
  .map(stated)

const tokenAt = ({ token }: PlacePart): fc.Arbitrary<OracleContext['token']> => {
  if (token === undefined) return fc.option(someToken, { nil: undefined, freq: 7 })
  return someToken.map(({ expired: _expired, ...claims }) => ({ ...claims, ...token }))
}

const contextsAt = (place: PlacePart): fc.Arbitrary<OracleContext> =>
  fc
    .record({
      now: instantsAt(place),
      surface: fc.constantFrom(...SURFACE_IDS, 'browse-tile' as const, 'title-detail' as const),
      token: tokenAt(place),
      kids: option(fc.constant(true), 16),
      maxAge: option(ages),
      device: option(fc.constantFrom(...DEVICES)),
      codecs: option(fc.subarray([...CODECS])),
      maxHeight: option(fc.constantFrom(360, 720, 2160)),
      timezone: option(fc.constantFrom(...zonesOf(place.country)), 2),
      autoplay: option(fc.constant<'off'>('off'), 16),
      saveData: option(fc.constant(true)),
      reducedMotion: option(fc.constant(true)),
      gpc: option(fc.constant(true), 4),
    })
    .map((rest) => ({ ...rest, ...place, token: rest.token }))

/** A context that the region's snapshot answers; `now` beside an edge. */
export const contextsIn = (region: RegionId): fc.Arbitrary<OracleContext> => placesIn(region).chain(contextsAt)
export const anyContext: fc.Arbitrary<OracleContext> = anyPlace.chain(contextsAt)

/** The title that a placement names: mostly none; `ttl_8` is never in the schedule. */
export const namedTitles = fc.constantFrom(null, null, 'ttl_0', 'ttl_1', 'ttl_2', 'ttl_8')

const target = fc.constantFrom(
  ...['ast_0', 'ast_3', 'ttl_1', 'cmp_0', 'tag:new', 'owner:emea', 'feed:partner', 'surface:home-hero', 'tag:none'],
  ...['tier:takeover', 'tier:standard'],
)

/** A takedown list for a request at `now`; mostly empty. */
export const deniesAt = (now: number, territories: readonly string[]): fc.Arbitrary<readonly OracleDeny[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({
          target,
          territories: fc.constantFrom(null, ['ZZ'], ...territories.map((code) => [code])),
          until: fc.constantFrom(null, now - 1, now, now + 1),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    },
  )
