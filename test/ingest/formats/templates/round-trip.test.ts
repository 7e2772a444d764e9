import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TemplateRecord } from '../../../../src/ingest/formats/templates/columns-of-records.ts'
import { readCsvTemplate, readXlsxTemplate } from '../../../../src/ingest/formats/templates/read-template.ts'
import { TEMPLATE_NAMES, templateFile, templateOf } from '../../../../src/ingest/formats/templates/template-file.ts'
import { EXAMPLE_RECORDS } from '../../../../src/model/examples/example-records.ts'
import { groupKey } from '../../../../src/model/fields/group-name.ts'
import { aCampaign, anAsset, aTitle } from '../../records.ts'
import { itemsOf, recordsOf } from '../items-of.ts'
import { recordsAsCsv, recordsAsXlsx } from './records-as.ts'

const { asset, title, campaign } = EXAMPLE_RECORDS
const viaCsv = async (records: readonly TemplateRecord[]) =>
  recordsOf(await itemsOf(readCsvTemplate, recordsAsCsv(records), { size: 11 }))
const viaXlsx = async (records: readonly TemplateRecord[]) =>
  recordsOf(await itemsOf(readXlsxTemplate, await recordsAsXlsx(records)))
const byType = (records: readonly TemplateRecord[]) =>
  ['asset', 'title', 'campaign'].flatMap((type) => records.filter((record) => record.type === type))

/** A text that a record may hold and a sheet can say: with a visible character, no blanks around it, and not `null`. */
const text = fc
  .string({ unit: fc.constantFrom(...`'=+-@|\\",;\t\n_x0041_aß🎬()!<&>`), maxLength: 12 })
  .map((each) => `${each}x`.trim())
  .filter((each) => each !== 'null')
/** As stored: names of groups have single blanks. */
const group = text.map((each) => each.replaceAll(/\s+/g, ' '))
const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19))
const anyAsset = fc
  .record({
    name: fc.record({ en: text, 'zh-Hant': text }),
    tags: fc.uniqueArray(group, { maxLength: 3, selector: groupKey }),
    descriptors: fc.uniqueArray(group, { maxLength: 3, selector: groupKey }),
    durationMs: fc.integer({ min: 1, max: 14_400_000 }),
    flashRisk: fc.boolean(),
    band: fc.constantFrom(null, 'green', 'red'),
    validFrom: fc.option(moment),
    feed: fc.option(fc.record({ id: group, itemId: text })),
    poster: fc.constantFrom(null, '/media/a.jpg'),
    ratings: fc.uniqueArray(fc.record({ territory: fc.constantFrom('DE', 'CA-QC'), system: text, label: text }), {
      maxLength: 2,
      selector: ({ territory }) => territory,
    }),
  })
  .map((changes) => anAsset(changes))
const anyCampaign = fc
  .record({
    name: fc.option(group),
    assets: fc.oneof(
      fc.constant(['ast_1', 'ast_2']),
      fc.record({ feed: group, tags: fc.uniqueArray(group, { minLength: 1, maxLength: 2, selector: groupKey }) }),
    ),
    weight: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    holdout: fc.double({ min: 0, max: 0.5, noNaN: true }),
    goal: fc.option(
      fc.oneof(
        fc.record({ impressions: fc.integer({ min: 1, max: 1e9 }), pacing: fc.constantFrom('even', 'asap') }),
        fc.record({ starts: fc.integer({ min: 1, max: 1e9 }), pacing: fc.constant('frontload') }),
        fc.record({ sharePercent: fc.integer({ min: 1, max: 100 }) }),
      ),
    ),
    blackouts: fc.constantFrom([], [{ start: '2026-11-01T00:00:00', end: '2026-11-02T00:00:00' }]),
  })
  .map((changes) => aCampaign(changes))

describe('templates', () => {
  it.each([
    ['CSV', viaCsv],
    ['workbook', viaXlsx],
  ])('Records that are written as a %s are read back as they were', async (_, via) => {
    const second = aTitle({ id: 'ttl_2', kind: 'series', name: { en: '=1+1', de: "'-30-" } })
    const records = [title, second, campaign, asset]
    expect(await via(records)).toEqual(byType(records))
  })

  it.each([
    ['CSV', viaCsv, 100],
    ['workbook', viaXlsx, 30],
  ])('Any records that are written as a %s are read back as they were', async (_, via, numRuns) => {
    const records = fc.array(fc.oneof(anyAsset, anyCampaign), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(records, async (given) => {
        expect(await via(given)).toEqual(byType(given))
      }),
      { numRuns },
    )
  })

  it('No records are a file without rows', async () => {
    expect([await viaCsv([]), await viaXlsx([])]).toEqual([[], []])
  })

  it.each(TEMPLATE_NAMES)('The template of %s holds the example record, as CSV and as a workbook', async (name) => {
    const expected = {
      assets: [{ ...asset, id: 'ast_example', titleId: 'ttl_example' }],
      titles: [{ ...title, id: 'ttl_example' }],
      campaigns: [{ ...campaign, id: 'cmp_example', assets: ['ast_example'], status: 'draft' }],
    }[name]
    const csv = await itemsOf(readCsvTemplate, await templateFile(name, 'csv'))
    const xlsx = await itemsOf(readXlsxTemplate, await templateFile(name, 'xlsx'))
    expect([recordsOf(csv), recordsOf(xlsx)]).toEqual([expected, expected])
  })

  it('The row of a template has ids that nobody uses, so that it replaces no record', () => {
    for (const name of TEMPLATE_NAMES) {
      const words = JSON.stringify(templateOf(name))
      expect(words).toMatch(/_example"/)
      expect(words).not.toMatch(/"(ast|ttl|cmp)_(?!example)/)
    }
  })

  it('A template shows every field, empty ones too, and the same bytes every time', async () => {
    expect(templateOf('campaigns').names).toEqual(
      expect.arrayContaining(['assets', 'assets.tags', 'blackouts.0.end', 'goal.sharePercent', 'audience.kids']),
    )
    expect(templateOf('titles').names).not.toContain('v')
    expect(await templateFile('assets', 'xlsx')).toEqual(await templateFile('assets', 'xlsx'))
  })
})
