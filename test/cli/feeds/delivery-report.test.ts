import { describe, expect, it } from 'vitest'
import { deliveryReportLines, exitOfDelivery } from '../../../src/cli/feeds/delivery-report-lines.ts'
import type { DeliveryReport, ItemFinding } from '../../../src/contracts/ops/answers/deliveries.ts'

const PROMOTED: DeliveryReport = {
  ...{ feed: 'northlight', delivery: 'del_1', mode: 'full', dryRun: false, outcome: 'promoted', held: null },
  ...{ items: 12, accepted: 10, unchanged: 2, quarantined: 0, removed: 3, warnings: 0 },
  ...{ records: { title: 4, asset: 10, campaign: 0 }, refused: [], refusedCount: 0, watermark: null, revision: 7 },
  withdrawn: { records: 0, regions: [], waiting: [] },
}
const HELD = { outcome: 'held', held: { rule: 'removed', detail: '61 of 120 items are missing' } } as const

const finding = (more: Partial<ItemFinding>): ItemFinding => ({
  ...{ item: 'clip-1', line: 7, path: 'media:content/@url', rule: 'url-expired', severity: 'error' },
  ...{ value: 'https://x.example/', hint: 'send a later one', ...more },
})

const linesOf = (more: Partial<DeliveryReport>, again: string | null = null) =>
  deliveryReportLines({ ...PROMOTED, ...more }, again).join('\n')

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
    expect(linesOf(more, 'again')).toContain(words)
  })

  it('the five commonest rules are shown, the commonest first, each with its number and first example', () => {
    const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const refused = rules.flatMap((rule, index) =>
      Array.from({ length: index + 1 }, (_, line) => finding({ rule, line: line + 1, item: `${rule}-${line + 1}` })),
    )
    const lines = linesOf({ refused, refusedCount: 28 }).split('\n')
    const from = lines.findIndex((line) => line.includes('×'))
    expect(lines.slice(from, from + 11)).toEqual([
      ...[7, 6, 5, 4, 3].flatMap((many) => {
        const rule = rules[many - 1]
        const where = `item ${rule}-1, line 1, media:content/@url, found https://x.example/`
        return [`${many} × ${rule} (error): ${where}`, '    send a later one']
      }),
      '… and 2 more rules; --json lists the findings',
    ])
  })

  it('a long list says that its numbers are those of the findings that are listed', () => {
    expect(linesOf({ refused: [finding({})], refusedCount: 4_000 })).toContain('counted among the first 1 findings')
    expect(linesOf({ refused: [finding({})], refusedCount: 1 })).not.toContain('counted among')
  })

  it('what a feed says cannot speak to the terminal', () => {
    const said = linesOf({ refused: [finding({ value: '\u001b]0;title\u0007', item: 'a\nb' })], refusedCount: 1 })
    expect(said).toContain(String.raw`\u001b]0;title\u0007`)
    expect(said).not.toMatch(/[^\P{Cc}\n]/u)
  })
})
