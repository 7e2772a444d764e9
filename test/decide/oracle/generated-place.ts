/** Places to ask from, by the region whose snapshot answers there, and the instants at which their rules change. */
import fc from 'fast-check'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { EDGES } from './generated-schedule.ts'
import { instantOf } from './oracle-clock.ts'
import { lawsOf, rightsOf } from './oracle-place.ts'
import type { OracleContext } from './oracle-request.ts'
import { territories, watersheds } from './oracle-rules.ts'

/** What of a context says where the viewer is, and at home. */
export type PlacePart = Pick<OracleContext, 'country' | 'regionCode' | 'anonymizer'> & {
  readonly token?: { readonly res: string; readonly expired?: true }
}

/** Chosen for their clocks (one, several, with and without a rights zone), ratings (own, inherited, none) and laws. */
const HOMES = 'US PR CA GB JE GG DE FR RE IT ES MX PL RU NO IN AU KR KI FM AF AE VN TH NZ BR NF XX T1'.split(' ')
/** Country and residence: two member states, one of them or none; and residences that are no place at all. */
const ABROAD = [
  'FR DE',
  'PL DE',
  'DE FR',
  'IT FR',
  'ES FR',
  'DE IT',
  'FR PL',
  'FR ES',
  'IT ES',
  'DE DE',
  'NO DE',
].concat(['DE NO', 'RE FR', 'IN DE', 'DE US', 'FR XX', 'XX DE', 'T1 FR'])

const PLACES: readonly PlacePart[] = [
  ...HOMES.map((country) => ({ country })),
  ...['QC', 'QC', 'ON'].map((regionCode) => ({ country: 'CA', regionCode })),
  { country: 'DE', regionCode: 'BY' },
  { country: 'FR', regionCode: 'QC' },
  ...ABROAD.map((pair) => ({ country: pair.slice(0, 2), token: { res: pair.slice(3) } })),
  { country: 'FR', token: { res: 'DE', expired: true } },
  ...(['vpn', 'tor'] as const).flatMap((anonymizer) => [
    { country: 'DE', anonymizer },
    { country: 'FR', anonymizer, token: { res: 'DE' } },
    { country: 'CA', anonymizer, regionCode: 'QC' },
  ]),
]

/** The region whose snapshot answers: that of the rights. */
export const regionFor = (context: Pick<OracleContext, 'country' | 'anonymizer' | 'token'>): RegionId =>
  (rightsOf(context as OracleContext)?.region ?? 'world') as RegionId

export const TESTED_REGIONS: readonly RegionId[] = [...new Set(PLACES.map(regionFor))]

export const placesIn = (region: RegionId) => fc.constantFrom(...PLACES.filter((place) => regionFor(place) === region))
export const anyPlace = fc.constantFrom(...PLACES)

/** A plain day, and the days on which Europe and North America change their clocks. */
const DAYS = ['2026-11-22', '2026-11-23', '2026-10-25', '2027-03-28', '2026-11-01', '2027-03-14']
/** When the clocks jump, and the hour that comes twice. */
const JUMPS = ['2026-10-25T00:00', '2026-10-25T01:00', '2027-03-28T01:00', '2026-11-01T08:00', '2027-03-14T10:00']

/** The zone that the platform may name: one of the country's, or now and then another's. */
export const zonesOf = (country: string): readonly string[] => {
  const own = territories.get(country)?.zones ?? ['Etc/GMT+12', 'Etc/GMT-14', 'Europe/London']
  return [...own.slice(0, 2), ...own.slice(-2), 'Asia/Kolkata']
}

/** An instant beside one of the edges of campaigns, clocks or summer times: just before, on it, just after, or hours away. */
export function instantsAt(place: PlacePart): fc.Arbitrary<string> {
  const laws = lawsOf(place as OracleContext)
  const here = watersheds.filter(({ territory }) => laws.includes(territory))
  const clocks = (here.length > 0 ? here : watersheds).flatMap(({ allow }) => allow.flat())
  const local = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...EDGES) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...clocks, '12:00'))
        .map(([day, clock]) => `${day}T${clock.replace('24:00', '00:00')}:00`),
    },
  )
  const onWalls = fc
    .tuple(local, fc.constantFrom(...zonesOf(place.country)))
    .map(([wall, zone]) => instantOf(wall, zone))
  const atJumps = fc.constantFrom(...JUMPS).map((jump) => Date.parse(`${jump}Z`))
  const away = fc.constantFrom(-1, 0, 1, -60_000, 60_000, -7_200_000, 7_200_000, 26 * 3_600_000)
  return fc
    .tuple(fc.oneof({ weight: 8, arbitrary: onWalls }, { weight: 1, arbitrary: atJumps }), away)
    .map(([instant, milliseconds]) => new Date(instant + milliseconds).toISOString())
}
