import { describe, expect, it } from 'vitest'
import { assetMatrix, type MatrixQuestion } from '../../../src/decide/matrix/asset-matrix.ts'
import type { MatrixRow } from '../../../src/decide/matrix/matrix-rows.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle } from '../catalogue.ts'
import { denied } from '../denied.ts'

const RATINGS = [
  ...[
    ['DE', 'FSK 16'],
    ['US', 'R'],
    ['CA', '14A'],
    ['CA-QC', '16+'],
  ].map(([territory, label]) => ({ territory, label })),
]

interface Changes {
  readonly asset?: object
  readonly campaign?: object
  readonly ask?: Partial<MatrixQuestion>
}

function matrixOf(region: RegionId, { asset = {}, campaign = {}, ask = {} }: Changes = {}) {
  const { snapshot } = snapshotOf(region, {
    titles: [aTitle('ttl_a', { ratings: RATINGS })],
    assets: [anAsset('ast_a', 'ttl_a', asset)],
    campaigns: [aCampaign('cmp_a', ['ast_a'], campaign)],
  })
  const question = {
    asset: 0,
    surface: null,
    inView: null,
    now: Date.UTC(2026, 10, 22, 12),
    denies: DenyList.NONE,
    ...ask,
  }
  return assetMatrix(snapshot, question)
}

const rowsOf = (region: RegionId, place: string, changes: Changes = {}) =>
  matrixOf(region, changes).find((each) => each.place === place)?.rows ?? []
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
const words = ({ kind, caps, hours }: MatrixRow) =>
  `${kind} ${caps ?? ''}: ${hours
    .map(({ fromMinute, toMinute, autoplay, reason }) => {
      return `${clock(fromMinute)}–${clock(toMinute)} ${autoplay ? 'autoplays' : reason}`
    })
    .join(', ')}`

describe('the matrix of an asset', () => {
  it('the matrix has every age that makes a difference, and the hours at which a clock opens', () => {
    expect(rowsOf('dach', 'DE').map(words)).toEqual([
      'guest : 0:00–24:00 maturity',
      'kids 7,7: 0:00–24:00 maturity',
      'member 0,15: 0:00–24:00 maturity',
      'member 16,17: 0:00–6:00 minor, 6:00–20:00 clock, 20:00–22:00 clock, 22:00–24:00 minor',
      'member 18,21: 0:00–6:00 autoplays, 6:00–20:00 clock, 20:00–22:00 clock, 22:00–24:00 autoplays',
      'adult 21,21: 0:00–24:00 autoplays',
    ])
  })

  it('the matrix names rule, source and the value that failed', () => {
    const [, , evening] = rowsOf('dach', 'DE').find(({ caps }) => caps?.[0] === 18)?.hours ?? []
    expect(evening).toMatchObject({
      rule: 'watershed DE 16 and over',
      source: 'rules/watershed.json',
      value: 'age 16 at 2026-11-22T19:00:00.000Z in Europe/Berlin; alternative',
    })
  })

  it('the matrix has a row for each clock of a country, and for a part with a scale of its own', () => {
    const places = matrixOf('na')
    const zones = places.filter(({ place }) => place === 'US').map((each) => each.zones)
    expect(zones.length).toBeGreaterThan(5)
    expect(zones.flat()).toContain('Pacific/Honolulu')
    const grown = (place: string) => rowsOf('na', place).find(({ kind }) => kind === 'member')?.caps
    // Nobody knows whether a viewer in Canada is in Quebec, so the stricter of both holds.
    expect([grown('CA'), grown('CA-QC')]).toEqual([
      [0, 15],
      [0, 15],
    ])
  })

  it('the matrix reads a day of 25 hours on the wall clock', () => {
    const ask = { now: Date.UTC(2026, 9, 25, 12) }
    const hours = rowsOf('dach', 'DE', { ask }).find(({ caps }) => caps?.[0] === 18)?.hours ?? []
    expect(hours.map(({ start }) => new Date(start).toISOString().slice(0, 16))).toEqual([
      '2026-10-24T22:00',
      '2026-10-25T05:00',
      '2026-10-25T19:00',
      '2026-10-25T21:00',
    ])
  })

  it("the matrix knows when a window, a campaign's hours and a takedown begin and end", () => {
    const adult = (changes: Changes) =>
      words(rowsOf('dach', 'DE', changes).at(-1) ?? { kind: 'adult', caps: null, hours: [] })
    expect(adult({ asset: { validFrom: '2026-11-22T08:30:00' } })).toBe(
      'adult 21,21: 0:00–8:30 not-started, 8:30–24:00 autoplays',
    )
    const hours = [{ days: ['sun'], from: '18:00', to: '02:00' }]
    expect(adult({ campaign: { hours } })).toBe('adult 21,21: 0:00–18:00 not-started, 18:00–24:00 autoplays')
    const denies = denied({ id: 'tkd_a', target: 'ttl_a', territories: ['DE'], until: Date.UTC(2026, 10, 22, 9) })
    expect(adult({ ask: { denies } })).toBe('adult 21,21: 0:00–10:00 takedown, 10:00–24:00 autoplays')
  })

  it('the matrix asks each campaign on a device and a surface that it is for', () => {
    const campaign = { audience: { devices: ['tv'] }, surfaces: ['browse-tile'] }
    const adult = (ask: Partial<MatrixQuestion>) => rowsOf('dach', 'DE', { campaign, ask }).at(-1)?.hours[0]
    expect(adult({})).toMatchObject({ autoplay: true })
    expect(adult({ surface: 'home-hero' })).toMatchObject({ autoplay: false, reason: 'surface' })
  })

  it('the matrix gives nobody autoplay at an unknown place', () => {
    const rows = rowsOf('world', 'XX', { asset: { worldwide: true } })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.flatMap(({ hours }) => hours).filter(({ autoplay }) => autoplay)).toEqual([])
  })
})
