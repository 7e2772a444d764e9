import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SupplyAnswer } from '../../../src/contracts/ops/answers/events/supply.ts'
import type { SupplyReport, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { cell } from '../../schedule/supply/supply-world.ts'
import { type AccessWorld, startAccessWorld } from '../access/access-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'

const HOUR_MS = 3_600_000
const NOON = Date.UTC(2026, 10, 22, 12)

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['*'] },
    { who: 'dach@example.com', role: 'viewer', regions: ['dach'] },
    { who: 'feeds@example.com', role: 'partner', regions: ['*'], feeds: ['northlight'] },
  ])
  await report('dach', NOON - 2 * HOUR_MS, cell(8, { maturity: 2 }), cell(1, {}, { territory: 'AT' }))
  await report('dach', NOON - HOUR_MS, cell(4), cell(0, { 'no-offer': 3 }, { surface: 'browse-tile' }))
  await report('fr', NOON - HOUR_MS, cell(7, {}, { territory: 'FR' }))
})
afterAll(() => world.close())
beforeEach(() => {
  world.clock.now = NOON
})

/** Has an isolate report an hour, as the queue brings it. */
async function report(region: RegionId, hour: number, ...cells: SupplyReport['cells']): Promise<void> {
  const what = { sequence: 1, snapshot: 's', rung: 'fresh', rejects: {}, refusal: null } as const
  const counts = { decisions: 1, noDecisions: 0, fallbacks: 0 }
  const supply = [{ hour, series: 0, number: 1, cells }]
  const message: TelemetryMessage = {
    type: 'telemetry',
    isolate: 'a',
    region,
    at: hour + HOUR_MS,
    counts,
    ...what,
    supply,
  }
  world.clock.now = hour + HOUR_MS
  expect(await deliver(eventsContext(world.publisher), [message])).toEqual(['ack'])
}

async function supply(query: string, who = 'admin@example.com'): Promise<SupplyAnswer> {
  const response = await world.as(await world.token(who), 'GET', `/supply${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as SupplyAnswer
}

/** The buckets with anything in them: `hh answered/asked`. */
const rows = ({ buckets }: SupplyAnswer) =>
  buckets.filter(({ asked }) => asked > 0).map(({ at, asked, answered }) => `${at.slice(11, 13)} ${answered}/${asked}`)

describe('what is answered', () => {
  it('supply of the last 24 hours has each hour, with the one that runs, and zeros where nobody reported', async () => {
    const { asOf, refused, buckets } = await supply('')
    expect([asOf, refused, buckets.length]).toEqual(['2026-11-22T12:00:00.000Z', {}, 24])
    expect(buckets.slice(-4)).toEqual([
      { at: '2026-11-22T09:00:00.000Z', asked: 0, answered: 0, empty: {} },
      { at: '2026-11-22T10:00:00.000Z', asked: 11, answered: 9, empty: { maturity: 2 } },
      { at: '2026-11-22T11:00:00.000Z', asked: 14, answered: 11, empty: { 'no-offer': 3 } },
      { at: '2026-11-22T12:00:00.000Z', asked: 0, answered: 0, empty: {} },
    ])
  })

  it.each([
    ['?territory=DE', ['10 8/10', '11 4/7']],
    ['?territory=DE&surface=browse-tile', ['11 0/3']],
    ['?surface=home-hero', ['10 9/11', '11 11/11']],
    ['?region=fr', ['11 7/7']],
    ['?territory=XX', []],
    ['?step=86400', ['00 20/25']],
    ['?step=7200&from=2026-11-22T11:30:00Z', ['10 20/25']],
    ['?from=2026-11-22T11:00:00Z', ['11 11/14']],
    ['?from=2026-11-22T10:59:59.999Z&to=2026-11-22T11:00:00Z', ['10 9/11']],
  ])('supply of %s is %j', async (query, wanted) => {
    expect(rows(await supply(query))).toEqual(wanted)
  })

  it('supply keeps to the regions of the caller', async () => {
    expect(rows(await supply('', 'dach@example.com'))).toEqual(['10 9/11', '11 4/7'])
    const token = await world.token('dach@example.com')
    const statuses = ['?region=fr', '?territory=FR', '?territory=DE'].map((query) => {
      return world.as(token, 'GET', `/supply${query}`).then(({ status }) => status)
    })
    expect(await Promise.all(statuses)).toEqual([403, 403, 200])
    const partner = await world.token('feeds@example.com')
    expect((await world.as(partner, 'GET', '/supply')).status).toBe(403)
  })

  it('supply never goes beyond the present bucket, and the last of a hundred days is there', async () => {
    const { buckets } = await supply('?to=2027-01-01T00:00:00Z&from=2026-11-22T11:00:00Z')
    expect(buckets.map(({ at }) => at.slice(11, 13))).toEqual(['11', '12'])
    world.clock.now = NOON + 100 * 24 * HOUR_MS
    const from = new Date(NOON).toISOString()
    expect((await supply(`?from=${from}&step=86400`)).buckets).toHaveLength(101)
  })

  it('supply without any report yet says so', async () => {
    expect(await supply('?region=br&step=86400')).toMatchObject({ asOf: null, buckets: [{ asked: 0 }] })
  })
})

describe('what cannot be asked', () => {
  it.each([
    ['?territory=UK', 'territory', 'no territory "UK"'],
    ['?territory=de', 'territory', 'two capital letters'],
    ['?territory=FR&region=dach', 'territory', 'in the region fr'],
    ['?surface=lobby', 'surface', 'home-hero'],
    ['?region=atlantis', 'region', 'dach'],
    ['?step=60', 'step', 'multiple of 3600'],
    ['?step=5400', 'step', 'multiple of 3600'],
    ['?step=90000', 'step', 'up to 86400'],
    ['?step=often', 'step', 'multiple of 3600'],
    ['?from=yesterday', 'from', 'like 2026-11-22T20:00:00Z'],
    ['?to=2026-11-22', 'to', 'like 2026-11-22T20:00:00Z'],
    ['?from=2026-11-22T11:00:00Z&to=2026-11-22T11:00:00Z', 'from', 'before to'],
    ['?from=2026-11-22T12:00:01Z', 'from', 'future'],
    ['?from=2026-08-01T00:00:00Z&to=2026-11-22T00:00:00Z', 'from', 'At most 100 days'],
    ['?to=2026-08-01T00:00:00Z', 'from', '2026-08-14T00:00:00.000Z at the earliest'],
    ['?from=2026-09-22T00:00:00Z', 'step', 'take step=7200'],
    ['?surfaces=home-hero', 'surfaces', 'no parameter'],
  ])('supply of %s is refused with the field and the fix', async (query, field, detail) => {
    const response = await world.as(await world.token('admin@example.com'), 'GET', `/supply${query}`)
    const problem = (await response.json()) as { field: string; detail: string }
    expect([response.status, problem.field]).toEqual([400, field])
    expect(problem.detail).toContain(detail)
  })

  it('supply is not there while the store does not answer, and no half of it', async () => {
    for (const at of [1, 2, 3, 4]) {
      world.door.misbehave((request) => (request >= at ? 'error-500' : null))
      expect((await world.as(await world.token('admin@example.com'), 'GET', '/supply')).status).toBe(503)
    }
    world.door.misbehave(() => null)
  })
})

describe('how it comes in', () => {
  it('telemetry with supply that cannot be used is kept for the status, and its supply counted as refused', async () => {
    await report('br', NOON - HOUR_MS, { ...cell(1), asked: 7 })
    const { refused } = await supply('?region=br')
    expect(refused).toEqual({ malformed: 1 })
    const status = await world.as(await world.token('admin@example.com'), 'GET', '/regions/br')
    expect(((await status.json()) as { seen: object[] }).seen).toMatchObject([{ isolate: 'a' }])
  })
})
