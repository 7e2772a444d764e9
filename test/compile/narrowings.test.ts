import { describe, expect, it } from 'vitest'
import { NarrowingFinder } from '../../src/compile/narrowing/narrowings.ts'
import type { Narrowing } from '../../src/model/denies/narrowing.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { title } from '../../src/model/nouns/title.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { aCampaign, anAsset, aTitle } from '../decide/catalogue.ts'
import table from './narrowings.json' with { type: 'json' }

/**
 * Every field of every record, and what a change of it withdraws at once: `everywhere` the record, in these places at
 * least, an asset, or null: nothing. `ingest`: nothing by the record alone; what the store has tells.
 */
const NOW = Date.UTC(2026, 10, 22, 12)
const finder = new NarrowingFinder(bundledRules())
const SCHEMAS = { title, asset, campaign }
/** What says what a record is, and not what it may do. */
const NAMES = ['v', 'type', 'id']

function narrowingsOf({ record, field, before, after }: (typeof table)[number]): readonly Narrowing[] {
  const [old, next] = [before, after].map((value) => ({ [field]: value }))
  if (record === 'title') {
    return finder.of({ type: 'title', before: aTitle('ttl_one', old), after: aTitle('ttl_one', next) }, NOW)
  }
  // A clock of its own, so that its zone says something.
  const isZone = field === 'timeZone'
  if (record === 'asset') {
    const around = isZone ? { validFrom: '2026-11-22T10:00:00', validUntil: '2026-11-23T10:00:00' } : {}
    const [was, is] = [old, next].map((fields) => anAsset('ast_one', 'ttl_one', { ...around, ...fields }))
    if (!was || !is) return []
    return finder.of({ type: 'asset', before: was, after: is, about: null }, NOW)
  }
  const around = isZone ? { start: '2026-11-22T10:00:00', end: '2026-11-23T10:00:00' } : {}
  const [was, is] = [old, next].map((fields) => aCampaign('cmp_one', ['ast_one'], { ...around, ...fields }))
  return was && is ? finder.of({ type: 'campaign', before: was, after: is }, NOW) : []
}

describe('a change of one field', () => {
  it.each(table.map((row) => [`${row.record}.${row.field}, ${row.for}`, row] as const))(
    'a change of one field withdraws at once what older content must not show: %s',
    (_what, row) => {
      const found = narrowingsOf(row)
      const { withdraws } = row
      const own = `${{ title: 'ttl', asset: 'ast', campaign: 'cmp' }[row.record]}_one`
      if (withdraws === null || withdraws === 'ingest') expect(found).toEqual([])
      else if (Array.isArray(withdraws)) {
        expect(new Set(found.map(({ target }) => target))).toEqual(new Set([own]))
        const places = found.flatMap(({ territories }) => territories ?? [])
        expect(places).toEqual(expect.arrayContaining(withdraws))
        if (withdraws.includes('XX') || withdraws.length === 1) expect(places).not.toContain('FR')
      } else {
        const target = withdraws === 'everywhere' ? own : withdraws
        expect(found).toContainEqual({ target, territories: null, from: null, until: null })
      }
    },
  )

  it.each(Object.entries(SCHEMAS))('the table tells the change of every field that a %s has', (record, schema) => {
    const told = new Set(table.filter((row) => row.record === record).map(({ field }) => field))
    const fields = Object.keys(schema.shape).filter((field) => !NAMES.includes(field))
    expect([...told].sort()).toEqual(fields.sort())
  })

  it('a change of a campaign that nobody approved withdraws nothing', () => {
    for (const row of table.filter(({ record, field }) => record === 'campaign' && field !== 'status')) {
      const [was, is] = [row.before, row.after].map((value) =>
        aCampaign('cmp_one', ['ast_one'], { [row.field]: value, status: 'draft' }),
      )
      if (was && is) expect(finder.of({ type: 'campaign', before: was, after: is }, NOW)).toEqual([])
    }
  })
})
