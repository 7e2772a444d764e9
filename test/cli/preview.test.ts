import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../src/cli/preview/instant-of.ts'
import { previewPicture } from '../../src/cli/preview/preview-picture.ts'
import type { PreviewAnswer, PreviewedSide } from '../../src/contracts/ops/answers/inquiries/preview.ts'
import { previewOperation } from '../../src/contracts/ops/operations/preview/preview.ts'
import { againstInside } from './against.ts'

const folder = mkdtempSync(join(tmpdir(), 'preview-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PLAIN = { stdout: process.stdout, stderr: process.stderr, json: false, colour: false }
const examples = previewOperation.answers[0]?.contents[0]?.examples as Record<string, { value: PreviewAnswer }>
const ONE = examples.one?.value as PreviewAnswer
const PANEL = examples.panel?.value as PreviewAnswer

describe('the time of a preview', () => {
  it.each<[string, readonly string[], string | undefined, string]>([
    ['2026-12-04T20:00', ['DE'], undefined, '2026-12-04T19:00:00.000Z'],
    ['2026-12-04T20:00', ['DE', 'AT', 'CH'], undefined, '2026-12-04T19:00:00.000Z'],
    ['2026-07-04T20:00:30', ['DE'], undefined, '2026-07-04T18:00:30.000Z'],
    ['2026-12-04T20:00', ['US'], 'America/Chicago', '2026-12-05T02:00:00.000Z'],
    ['2026-12-04T20:00-05:00', ['US'], undefined, '2026-12-05T01:00:00.000Z'],
    ['2026-10-25T02:30+02:00', ['DE'], undefined, '2026-10-25T00:30:00.000Z'],
  ])('a time typed as %s in %s by %s is one instant', (typed, countries, zone, instant) => {
    expect(instantOf(typed, countries, zone)).toBe(instant)
  })

  it.each<[string, readonly string[], string | undefined, RegExp]>([
    ['2026-12-04T20:00', ['US'], undefined, /several instants in US/],
    ['2026-12-04T20:00', ['DE', 'GB'], undefined, /several instants in DE, GB/],
    ['2026-10-25T02:30', ['DE'], undefined, /several instants in DE/],
    ['2026-03-29T02:30', ['DE'], undefined, /no clock of DE shows/],
    ['2026-12-04T20:00', ['DE'], 'Europe/Berlln', /no zone/],
    ['2026-12-04', ['DE'], undefined, /--at is "2026-12-04"/],
    ['2026-13-04T20:00', ['DE'], undefined, /--at is/],
  ])('a time typed as %s in %s by %s is refused rather than guessed', (typed, countries, zone, why) => {
    expect(() => instantOf(typed, countries, zone)).toThrow(why)
  })
})

describe('the picture of a preview', () => {
  it('a preview has before and after side by side, with the chances, and why below', () => {
    expect(previewPicture(PLAIN, ONE)).toEqual([
      '2026-12-04 20:00 in DE · member cap 12 · region dach · schedule 31',
      '',
      '    before                                     after',
      '▸0  ast_hero cmp_dach-hero 100% (no autoplay)  ast_night cmp_night (no autoplay)',
      '    ast_hero is then not-approved (campaign.status: paused)',
      '    ast_night is now outranked',
      '',
      '1 of 1 places change',
      'before:  1 of 2 candidates may be shown  maturity 1',
      'after:   1 of 2 candidates may be shown  maturity 1',
    ])
  })

  it('a preview in which only a chance changes says which one, and does not say that nothing changes', () => {
    const { viewer } = ONE
    const [first] = viewer?.before.kept ?? []
    if (viewer === null || first === undefined) throw new Error('the example has an item')
    const side = (...chances: readonly [string, number][]): PreviewedSide => ({
      ...viewer.before,
      total: chances.length,
      funnel: {},
      kept: chances.map(([campaignId, chance]) => ({ ...first, campaignId, chances: [chance] })),
    })
    const [before, after] = [side([first.campaignId, 1]), side([first.campaignId, 0.75], ['cmp_night', 0.25])]
    const told = previewPicture(PLAIN, { ...ONE, viewer: { ...viewer, before, after, difference: [] } })
    expect(told).toContain('no place changes, but chances do')
    expect(told).toContain('chance at place 0: ast_hero cmp_dach-hero 100% → 75%; ast_hero cmp_night 0% → 25%')
    const same = previewPicture(PLAIN, { ...ONE, viewer: { ...viewer, before, after: before, difference: [] } })
    expect(same).toContain('nothing changes for this viewer then')
  })

  it('an empty answer says why, and that house idents play', () => {
    const empty = { items: [], empty: 'maturity', floor: { reason: 'maturity', plays: ['ast_ident'] } } as const
    const viewer = ONE.viewer && { ...ONE.viewer, after: { ...ONE.viewer.after, ...empty } }
    expect(previewPicture(PLAIN, { ...ONE, viewer }).join('\n')).toContain('– (maturity; house idents play)')
  })

  it('a panel has a row for each viewer, and each reason once', () => {
    const changed = {
      before: null,
      after: { assetId: 'ast_night', campaignId: 'cmp_night' },
      why: 'ast_night is now not-started',
    }
    const cells = [
      ...(PANEL.panel ?? []),
      ...[6, 12].map((age) => ({ territory: 'DE', age, at: '2026-12-04T19:00:00.000Z', ...changed })),
    ]
    expect(previewPicture(PLAIN, { ...PANEL, panel: cells })).toEqual([
      '   place  who     local time        before    after',
      '   DE     kids    2026-12-04 20:00  ast_hero  =',
      '▸  DE     cap 6   2026-12-04 20:00  –         ast_night',
      '▸  DE     cap 12  2026-12-04 20:00  –         ast_night',
      '',
      '2 of 3 winners change',
      '2 ×',
      '    ast_night is now not-started',
      '',
      'paused: cmp_night is paused, and an approval does not wake it: ff campaign resume cmp_night does',
    ])
  })
})

describe('ff preview', () => {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const AT = ['--at', '2026-12-04T20:00', '--surface', 'home-hero']
  const RECORD = { type: 'campaign', id: 'cmp_one' }
  const TWO = { ...RECORD, id: 'cmp_two' }
  const asked = async (words: readonly string[], json: object = ONE) => {
    const { ended, received } = await againstInside({ 'POST /preview': { json } }, ['preview', ...words])
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    return JSON.parse(received[0]?.body ?? '') as unknown
  }

  it.each<[string, string, readonly object[]]>([
    ['a record a line', `${JSON.stringify(RECORD)}\n\n${JSON.stringify(TWO)}\n`, [RECORD, TWO]],
    ['a list', JSON.stringify([RECORD]), [RECORD]],
    ['a shown campaign with what waits', JSON.stringify({ campaign: {}, next: { campaign: RECORD } }), [RECORD]],
    ['a shown campaign', JSON.stringify({ campaign: RECORD, next: null }), [RECORD]],
  ])('ff preview sends the records of a file with %s', async (name, content, records) => {
    const body = await asked([...AT, '--country', 'de', '--kids', '--with', file(name, content)])
    const at = '2026-12-04T19:00:00.000Z'
    expect(body).toEqual({ surface: 'home-hero', country: 'DE', kids: true, at, records })
  })

  it('ff preview asks for a panel with every age and instant that was typed', async () => {
    const at = '2026-12-04T20:00,2026-12-05T09:00'
    const words = [
      '--at',
      at,
      '--panel',
      'DE,AT',
      '--ages',
      'kids,16',
      '--surface',
      'home-hero',
      '--campaign',
      'cmp_one',
    ]
    const instants = ['2026-12-04T19:00:00.000Z', '2026-12-05T08:00:00.000Z']
    expect(await asked(words, PANEL)).toEqual({
      surface: 'home-hero',
      panel: { territories: ['DE', 'AT'], ages: ['kids', 16], instants },
      campaigns: ['cmp_one'],
    })
  })

  it.each<[string, readonly string[]]>([
    ['no place', []],
    ['a place and a panel', ['--country', 'DE', '--panel', 'AT']],
    ['ages without a panel', ['--country', 'DE', '--ages', 'kids']],
    ['a file that is not there', ['--country', 'DE', '--with', join(folder, 'nowhere')]],
    ['a file that is no JSON', ['--country', 'DE', '--with', file('text', 'a campaign\n')]],
  ])('ff preview with %s is a mistake of usage, and nothing is asked', async (_what, words) => {
    const { ended, received } = await againstInside({}, ['preview', ...AT, ...words])
    expect([ended.code, received]).toEqual([2, []])
  })
})
