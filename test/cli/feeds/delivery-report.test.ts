import { describe, expect, it } from 'vitest'
import { type AroundReport, deliveryReportLines, exitOfDelivery } from '../../../src/cli/feeds/delivery-report-lines.ts'
import type { DeliveryReport, ItemFinding } from '../../../src/contracts/ops/answers/deliveries.ts'

const PROMOTED: DeliveryReport = {
  ...{ feed: 'northlight', delivery: 'del_1', mode: 'full', dryRun: false, outcome: 'promoted', held: null },
  ...{ items: 12, accepted: 10, unchanged: 2, quarantined: 0, removed: 3, warnings: 0 },
  ...{ records: { title: 4, asset: 10, campaign: 0 }, refused: [], refusedCount: 0, watermark: null, revision: 7 },
  withdrawn: { records: 0, regions: [], waiting: [] },
}
const HELD = { outcome: 'held', held: { rule: 'removed', detail: '61 of 120 items are missing' } } as const

const IMPACT = { records: 3, regions: [], emptied: [], reasons: [], confirm: null } as const

const finding = (more: Partial<ItemFinding>): ItemFinding => ({
  ...{ item: 'clip-1', line: 7, path: 'media:content/@url', rule: 'url-expired', severity: 'error' },
  ...{ value: 'https://x.example/', hint: 'send a later one', ...more },
})

const linesOf = (more: Partial<DeliveryReport>, around: AroundReport = {}) =>
  deliveryReportLines({ ...PROMOTED, ...more }, around).join('\n')

describe('the report of a delivery on a terminal', () => {
  it('the report of a delivery says what came of it, every count, and the next command', () => {
    expect(linesOf({})).toBe(
      [
        'northlight del_1 is in force',
        '12 items: accepted 10, unchanged 2, quarantined 0; removed 3; warnings 0',
        'records: titles 4, assets 10, campaigns 0',
        '',
        'next:',
        '  ff publish --region all',
      ].join('\n'),
    )
  })

  it.each<[string, Partial<DeliveryReport>, 0 | 1, string]>([
    ['is in force', {}, 0, 'ff publish --region all'],
    ['has nothing new', { outcome: 'unchanged', accepted: 0 }, 0, 'has nothing new'],
    ['is held', HELD, 1, 'ff feeds release del_1 --reason'],
    ['is held, and may be a mistake', HELD, 1, 'ff feeds discard del_1 --reason'],
    ['was refused', { outcome: 'refused', accepted: 0 }, 1, 'REFUSED, and nothing changed'],
    ['is in force but for some items', { quarantined: 1 }, 1, 'ff quarantine list --feed northlight'],
    ['was only read', { outcome: 'dry-run', delivery: null }, 0, 'again'],
    ['was only read, and would be held', { ...HELD, outcome: 'dry-run', delivery: null }, 1, '61 of 120 items'],
    [
      'is in force, while a region still serves what it withdrew',
      { withdrawn: { records: 2, regions: [], waiting: ['fr'] } },
      1,
      'ff publish --region fr',
    ],
  ])('a delivery that %s says so with its exit code and its next command', (_what, more, code, words) => {
    expect(exitOfDelivery({ ...PROMOTED, ...more })).toBe(code)
    expect(linesOf(more, { again: 'again' })).toContain(words)
  })

  it('the rules that keep items out stand before all warnings, each kind with the commonest first', () => {
    const many = (rule: string, times: number, severity: 'error' | 'warning') =>
      Array.from({ length: times }, (_, line) =>
        finding({ rule, severity, line: line + 1, item: `${rule}-${line + 1}` }),
      )
    const refused = [...many('w', 9, 'warning'), ...many('a', 1, 'error'), ...many('b', 2, 'error')]
    const said = linesOf({ refused, refusedCount: 12 }).split('\n')
    const from = said.findIndex((line) => line.includes('×'))
    const where = 'line 1, media:content/@url, found https://x.example/'
    expect(said.slice(from, from + 6)).toEqual([
      ...[`2 × b (error): item b-1, ${where}`, '    send a later one'],
      ...[`1 × a (error): item a-1, ${where}`, '    send a later one'],
      ...[`9 × w (warning): item w-1, ${where}`, '    send a later one'],
    ])
  })

  it('thirty rules are shown, and how many there are besides', () => {
    const refused = Array.from({ length: 33 }, (_, index) => finding({ rule: `rule-${index + 1}` }))
    const said = linesOf({ refused, refusedCount: 33 })
    expect(said.match(/× rule-/g)).toHaveLength(30)
    expect(said).toContain('… and 3 more rules')
  })

  it('a long list says that its numbers are those of the findings that are listed', () => {
    expect(linesOf({ refused: [finding({})], refusedCount: 4_000 })).toContain('counted among the first 1 findings')
    expect(linesOf({ refused: [finding({})], refusedCount: 1 })).not.toContain('counted among')
  })

  it('a dry run that would be held says so first, and nothing of what would be withdrawn at once', () => {
    const impact = { ...IMPACT, regions: [{ region: 'fr', candidates: 2, of: 9 }] } as const
    const withdrawn = { records: 9, regions: ['fr'], waiting: [] } as const
    const said = linesOf({ ...HELD, outcome: 'dry-run', dryRun: true, delivery: null, impact, withdrawn }).split('\n')
    expect(said[0]).toContain('northlight would be HELD: removed: 61 of 120 items are missing; nothing was stored')
    expect(said.join('\n')).not.toContain('at once')
  })

  it('a held delivery names what is in quarantine first, and what is in force meanwhile', () => {
    const first = linesOf({ ...HELD, quarantined: 2 })
    expect(first).toContain('del_1 is HELD, and nothing is in force yet')
    expect(first).toMatch(
      /next:\n {2}ff quarantine list --feed northlight\n {2}ff feeds release .*\n {2}ff feeds discard /,
    )
    const later = linesOf({ ...HELD, watermark: '2026-11-22T12:00:00.000Z' })
    expect(later).toContain('is HELD, and the last good delivery stays in force')
    expect(later).not.toContain('quarantine list')
  })

  it('what is withdrawn is told for the regions that play it alone, with the number of candidates', () => {
    const regions = ['dach', 'fr'] as const
    const withdrawn = { records: 3, regions: [...regions], waiting: [] }
    const of = (dach: number) => [
      { region: 'dach' as const, candidates: dach, of: 40 },
      { region: 'fr' as const, candidates: 0, of: 9 },
    ]
    expect(linesOf({ withdrawn })).toContain('at once: 3 records, in dach fr\n')
    const said = linesOf({ withdrawn, impact: { ...IMPACT, regions: of(12) } })
    expect(said).toContain('withdrawn from what is served, at once: 3 records, dach (12 of 40 candidates)\n')
    expect(linesOf({ withdrawn, impact: { ...IMPACT, regions: of(0) } })).toContain(
      '3 records, of which none plays now',
    )
  })

  it('a delivery whose campaign nobody approved says that nothing plays, and how to approve it', () => {
    const waiting = { campaign: 'cmp_northlight-evergreen', approve: 'ff ingest a.xml --feed northlight --approve' }
    const said = linesOf({ outcome: 'unchanged' }, { waiting })
    expect(said).toContain('nothing of it plays until a campaign with its videos is approved: cmp_northlight-evergreen')
    expect(said).toContain('next:\n  ff ingest a.xml --feed northlight --approve\n  ff publish --region all')
  })

  it('what a feed says cannot speak to the terminal', () => {
    const said = linesOf({ refused: [finding({ value: '\u001b]0;title\u0007', item: 'a\nb' })], refusedCount: 1 })
    expect(said).toContain(String.raw`\u001b]0;title\u0007`)
    expect(said).not.toMatch(/[^\P{Cc}\n]/u)
  })
})
