import { describe, expect, it } from 'vitest'
import { againstInside as against } from '../against.ts'

const entry = (number: number) => ({
  id: `2026-11/${number}`,
  at: Date.UTC(2026, 10, 22, 12),
  actor: 'mia@example.com',
  role: 'publisher',
  action: 'publish',
  target: 'dach',
  before: null,
  after: { sequence: number },
})
const page = (from: number, count: number) => ({
  json: { entries: Array.from({ length: count }, (_, index) => entry(from - index)) },
})

describe('audit', () => {
  it('ff audit says who did what, by what right, and what came of it', async () => {
    const { ended } = await against({ 'GET /audit?limit=20': page(4, 1) }, ['audit'])
    expect(ended).toMatchObject({ code: 0 })
    for (const word of ['mia@example.com', 'publisher', 'publish', 'dach', 'sequence 4'])
      expect(ended.stdout).toContain(word)
  })

  it('ff audit shows why, and of what was and what is the fields that differ', async () => {
    const paused = {
      ...entry(5),
      action: 'campaign.pause',
      target: 'cmp_a',
      before: { id: 'cmp_a', status: 'approved', weight: 1 },
      after: { id: 'cmp_a', status: 'paused', weight: 1, reason: 'wrong poster' },
    }
    const { ended } = await against({ 'GET /audit?limit=20': { json: { entries: [paused] } } }, ['audit'])
    expect(ended.stdout).toMatch(/to +why +before +after/)
    expect(ended.stdout).toMatch(/cmp_a +wrong poster +status approved +status paused/)
  })

  it('ff audit says of an order what it takes down, where and until when, before all else', async () => {
    const ordered = {
      ...entry(6),
      action: 'takedown.add',
      target: 'tkd_1',
      after: {
        v: 1,
        type: 'takedown',
        id: 'tkd_1',
        reason: 'rights',
        target: 'ast_a',
        territories: ['*'],
        until: null,
      },
    }
    const { ended } = await against({ 'GET /audit?limit=20': { json: { entries: [ordered] } } }, ['audit'])
    expect(ended.stdout).toMatch(/rights +– +target ast_a, territories \*, until none/)
  })

  it('ff audit reads back page by page until there are enough entries', async () => {
    const answers = {
      'GET /audit?limit=1000': page(2_000, 1_000),
      'GET /audit?limit=200&before=2026-11%2F1001': page(1_000, 200),
    }
    const { ended } = await against(answers, ['audit', '--last', '1200', '--json'])
    const { entries } = JSON.parse(ended.stdout) as { entries: { id: string }[] }
    expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 1_200 }, (_, index) => `2026-11/${2_000 - index}`))
  })

  it('ff audit stops where the log begins', async () => {
    const { ended, received } = await against({ 'GET /audit?limit=500': page(3, 3) }, [
      'audit',
      '--last',
      '500',
      '--json',
    ])
    expect(JSON.parse(ended.stdout).entries).toHaveLength(3)
    expect(received).toHaveLength(1)
  })
})
