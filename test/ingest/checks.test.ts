import { describe, expect, it } from 'vitest'
import { checkTerritories } from '../../src/ingest/checks/check-territories.ts'
import { checkTimeZones } from '../../src/ingest/checks/check-time-zones.ts'
import { BatchIdentifiers } from '../../src/ingest/lines/batch-identifiers.ts'
import { aCampaign, anAsset, aTitle } from './records.ts'

const offer = (changes: object) => ({ territories: ['DE'], start: '2026-01-01T00:00:00', ...changes })

describe('checkTerritories', () => {
  const known = new Set(['*', 'DE', 'CA', '@dach'])
  const check = (record: Parameters<typeof checkTerritories>[0]) =>
    checkTerritories(record, 3, (selector) => known.has(selector)).map(({ path, value }) => `${path} ${value}`)

  it('checkTerritories refuses territories and groups that are not known, wherever they stand', () => {
    expect(check(aTitle({ offers: [offer({}), offer({ territories: ['DE', '@nowhere'] })] }))).toEqual([
      'offers.1.territories.1 @nowhere',
    ])
    expect(check(anAsset({ territories: ['QQ'] }))).toEqual(['territories.0 QQ'])
    expect(check(aCampaign({ territories: ['*', 'QQ'] }))).toEqual(['territories.1 QQ'])
  })

  it('checkTerritories accepts a rating of a part of a known territory, and refuses one of an unknown territory', () => {
    const ratings = ['CA-QC', 'QQ'].map((territory) => ({ territory, label: 'G' }))
    expect(check(anAsset({ ratings }))).toEqual(['ratings.1.territory QQ'])
  })
})

describe('checkTimeZones', () => {
  const check = (record: Parameters<typeof checkTimeZones>[0]) =>
    checkTimeZones(record, 3, (zone) => zone === 'Europe/Berlin').map(({ path, value }) => `${path} ${value}`)

  it('checkTimeZones refuses a zone that only looks like one', () => {
    expect(check(aCampaign({ timeZone: 'Europe/Berlln' }))).toEqual(['timeZone Europe/Berlln'])
    expect(check(aTitle({ offers: [offer({ timeZone: 'Mars/Base' })] }))).toEqual(['offers.0.timeZone Mars/Base'])
  })

  it('checkTimeZones reads the zone of an asset as that of a campaign', () => {
    expect(check(anAsset({ timeZone: 'Europe/Berlln' }))).toEqual(['timeZone Europe/Berlln'])
    expect(check(anAsset({ timeZone: 'Europe/Berlin' }))).toEqual([])
  })

  it.each(['territory', 'UTC', 'Europe/Berlin'])('checkTimeZones accepts %s', (timeZone) => {
    expect(check(aCampaign({ timeZone }))).toEqual([])
  })
})

it('BatchIdentifiers tells a repetition from a conflict, and names the first line', () => {
  const identifiers = new BatchIdentifiers()
  expect(identifiers.note('ttl_1', 4, 'a')).toEqual({ kind: 'new' })
  expect(identifiers.note('ttl_1', 5, 'a')).toEqual({ kind: 'repeated' })
  expect(identifiers.note('ttl_1', 6, 'b')).toEqual({ kind: 'conflict', firstLine: 4 })
  expect(identifiers.note('ttl_2', 7, 'a')).toEqual({ kind: 'new' })
})
