import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RecordedChanges } from '../../../src/contracts/ops/answers/history/recorded-changes.ts'
import { appendAudits } from '../../../src/schedule/reports/audit-log.ts'
import { type AccessWorld, startAccessWorld } from '../access/access-world.ts'
import { SCHEDULE } from '../records.ts'

const MINUTE_MS = 60_000
const NOON = Date.UTC(2026, 10, 22, 12)

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['*'] },
    { who: 'dach@example.com', role: 'viewer', regions: ['dach'] },
  ])
  await world.ingest(...SCHEDULE)
  await world.publish('dach')
  await world.ops('POST', '/regions/dach/pin', { reason: 'the big match', until: '2026-11-22T20:00:00Z' })
  world.clock.now = NOON + MINUTE_MS
  await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights', territories: ['US'] })
  const why = { reason: 'a wrong poster' }
  const admin = await world.token('admin@example.com')
  const headers = { 'cf-access-jwt-assertion': admin, 'content-type': 'application/json', 'if-match': '*' }
  const paused = await world.as(admin, 'POST', '/campaigns/cmp_main/pause', why, headers)
  expect(paused.status).toBe(200)
  // It is pinned.
  await world.publish('dach')
})
afterAll(() => world.close())
beforeEach(() => {
  world.clock.now = NOON + 2 * MINUTE_MS
})

const ask = async (query: string, who = 'admin@example.com') =>
  world.as(await world.token(who), 'GET', `/changes${query}`)
async function read(query: string, who?: string): Promise<RecordedChanges> {
  const answer = await ask(query, who)
  expect(answer.status).toBe(200)
  return (await answer.json()) as RecordedChanges
}
const kinds = ({ changes }: RecordedChanges) => changes.map(({ kind, region }) => `${kind} ${region}`)

describe('changes', () => {
  it('the changes of the last day are told, the newest first, and the refusal of a publish is one of them', async () => {
    const { changes, more } = await read('')
    expect(more).toBeNull()
    expect(changes.map(({ kind, actor }) => `${kind} by ${actor}`)).toEqual([
      'refusal by tests',
      'campaign by admin@example.com',
      'takedown by ops',
      'pin by ops',
      'publish by tests',
      'ingest by ops',
    ])
    expect(changes.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^dach refused a publish: pinned \(/),
      expect.stringMatching(/\(cmp_main\) is paused: a wrong poster$/),
      'ast_one is taken down in US: rights',
      'dach is pinned at 2 until 2026-11-22 20:00 UTC: the big match',
      expect.stringMatching(/^dach published 1: \d+ candidates$/),
      expect.stringMatching(/^\d+ records were taken in$/),
    ])
    expect(changes.at(-2)).toMatchObject({ at: '2026-11-22T12:00:00.000Z', href: '/console/regions/dach' })
  })

  it('changes keep to a region, to the regions of the caller, and to a time', async () => {
    expect(kinds(await read('?region=na'))).toContain('takedown na')
    expect(kinds(await read('?region=dach'))).not.toContain('takedown na')
    expect(kinds(await read('', 'dach@example.com'))).not.toContain('takedown na')
    expect((await ask('?region=na', 'dach@example.com')).status).toBe(403)
    const first = await read(`?to=${new Date(NOON).toISOString()}`)
    expect(kinds(first)).toEqual(['pin dach', 'publish dach', 'ingest null'])
    expect(kinds(await read(`?from=${new Date(NOON + MINUTE_MS).toISOString()}`))).toHaveLength(3)
  })

  it.each([
    ['?from=yesterday', 'from', 'like 2026-11-22T20:00:00Z'],
    ['?to=noon', 'to', 'like 2026-11-22T20:00:00Z'],
    ['?from=2026-11-23T00:00:00Z', 'from', 'before to'],
    ['?region=atlantis', 'region', 'dach'],
    ['?before=41', 'before', '2026-11/41'],
    ['?kind=publish', 'kind', 'no parameter'],
  ])('changes of %s are refused with the field and the fix', async (query, field, detail) => {
    const answer = await ask(query)
    const problem = (await answer.json()) as { field: string; detail: string }
    expect([answer.status, problem.field]).toEqual([400, field])
    expect(problem.detail).toContain(detail)
  })

  it('more changes than fit an answer are all read page by page, each once', async () => {
    const by = { actor: 'mia', role: null, before: null, after: null }
    const acts = Array.from({ length: 450 }, (_, index) => ({
      ...by,
      action: 'region.unpin',
      at: NOON + MINUTE_MS + index,
      target: 'fr',
    }))
    const looks = Array.from({ length: 2_100 }, () => ({
      ...by,
      action: 'decisions.read',
      at: NOON + MINUTE_MS,
      target: 'fr',
    }))
    await appendAudits(world.publisher.redis, [...acts, ...looks])
    const ids: string[] = []
    let [before, pages]: [string | null, number] = ['', 0]
    for (; before !== null; pages += 1) {
      const page: RecordedChanges = await read(`?region=fr${before === '' ? '' : `&before=${before}`}`)
      expect(page.changes.length).toBeLessThanOrEqual(200)
      ids.push(...page.changes.filter(({ kind }) => kind === 'pin').map(({ id }) => id))
      before = page.more
    }
    expect([ids.length, new Set(ids).size, pages]).toEqual([450, 450, 4])
  })
})
