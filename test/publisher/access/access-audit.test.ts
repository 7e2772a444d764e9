import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDenialLog } from '../../../src/publisher/access/denials.ts'
import { campaign, SCHEDULE } from '../records.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const MIA = 'mia@example.com'

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([
    { who: MIA, role: 'admin', regions: ['*'] },
    { who: 'eve@example.com', role: 'viewer', regions: ['*'] },
  ])
})
afterAll(() => world.close())
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})

const by = async (who: string, method: string, path: string, body?: unknown) =>
  world.as(await world.token(who), method, path, body)
const ndjson = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

interface Entry {
  readonly id: string
  readonly action: string
  readonly after: { readonly snapshot?: string } | null
}
async function entries(limit: number): Promise<Entry[]> {
  return ((await (await by(MIA, 'GET', `/audit?limit=${limit}`)).json()) as { entries: Entry[] }).entries
}

describe('the audit log of each route that changes something', () => {
  const is = (entry: object) => expect.objectContaining({ actor: MIA, role: 'admin', ...entry })

  it('the audit log tells who sent an ingest, by what right, before and after', async () => {
    await by(MIA, 'POST', '/ingest?approve=1', ndjson(SCHEDULE))
    const after = expect.objectContaining({ revision: 1, accepted: SCHEDULE.length })
    expect(await entries(1)).toEqual([is({ action: 'ingest.approve', before: { revision: 0 }, after })])
  })

  it('the audit log tells who restored a schedule, by what right, before and after', async () => {
    const title = { ...SCHEDULE.find((line) => 'type' in line && line.type === 'title'), id: 'ttl_restored' }
    expect((await by(MIA, 'POST', '/restore?force=1&unchecked=1', ndjson([title]))).status).toBe(200)
    const after = expect.objectContaining({ revision: 2, accepted: 1 })
    expect(await entries(1)).toEqual([is({ action: 'restore', before: { revision: 1 }, after })])
  })

  it('the audit log tells who published first, by what right and why', async () => {
    await by(MIA, 'POST', '/regions/dach/publish', { reason: 'first night' })
    const after = expect.objectContaining({ sequence: 1, reason: 'first night' })
    expect(await entries(1)).toEqual([is({ action: 'publish', target: 'dach', after })])
  })

  it('the audit log tells of a later publish what was live before and after', async () => {
    await by(MIA, 'POST', '/ingest?approve=1', ndjson([campaign('main', ['one', 'two', 'three'])]))
    await by(MIA, 'POST', '/regions/dach/publish', {})
    const [last, , first] = await entries(3)
    const before = { sequence: 1, snapshot: first?.after?.snapshot, candidates: 2 }
    expect(last).toEqual(is({ action: 'publish', before, after: expect.objectContaining({ sequence: 2 }) }))
  })

  it('the audit log tells of a rollback, a pin and an unpin what was live before and after', async () => {
    for (const verb of ['rollback', 'pin', 'unpin']) {
      const answer = await by(MIA, 'POST', `/regions/dach/${verb}`, { reason: 'to see' })
      expect([verb, answer.status]).toEqual([verb, 200])
    }
    const sequence = (number: number) => expect.objectContaining({ sequence: number })
    expect(await entries(3)).toEqual([
      is({ action: 'region.unpin', target: 'dach', before: sequence(4), after: sequence(5) }),
      is({ action: 'region.pin', target: 'dach', before: sequence(3), after: sequence(4) }),
      is({ action: 'region.rollback', target: 'dach', before: sequence(2), after: sequence(3) }),
    ])
  })

  it('the audit log tells of a canary from its start to its end', async () => {
    await by(MIA, 'POST', '/ingest?approve=1', ndjson([campaign('main', ['three'])]))
    for (const action of ['start', 'stop']) {
      const answer = await by(MIA, 'POST', '/regions/dach/canary', { action, reason: 'to see' })
      expect([action, answer.status]).toEqual([action, 200])
    }
    const [stopped, started] = await entries(2)
    expect(started).toEqual(is({ action: 'region.canary', before: expect.objectContaining({ sequence: 5 }) }))
    expect(stopped).toEqual(is({ target: 'dach', before: expect.objectContaining({ sequence: 6 }) }))
  })

  it('the audit log tells of a takedown and its lift', async () => {
    const answer = await by(MIA, 'POST', '/takedowns', { target: 'ast_one', reason: 'rights' })
    const { takedown } = (await answer.json()) as { takedown: { id: string } }
    await by(MIA, 'DELETE', `/takedowns/${takedown.id}`)
    expect(await entries(2)).toEqual([
      is({ action: 'takedown.lift', target: takedown.id, before: takedown, after: null }),
      is({ action: 'takedown.add', target: takedown.id, before: null, after: takedown }),
    ])
  })

  it('the audit log tells who read lines of the decision log', async () => {
    await by(MIA, 'GET', '/decisions?region=dach')
    expect(await entries(1)).toEqual([is({ action: 'decisions.read', target: 'dach' })])
  })

  it('the audit log has no entry for what was refused', async () => {
    const [last] = await entries(1)
    await by('eve@example.com', 'POST', '/takedowns', { target: 'ast_one', reason: 'rights' })
    expect(await entries(1)).toEqual([last])
  })

  it('the audit log is read page by page, behind the id of an entry', async () => {
    const all = await entries(1_000)
    const [first, second] = all
    const page = await by(MIA, 'GET', `/audit?limit=1&before=${first?.id}`)
    expect(await page.json()).toEqual({ entries: [second] })
    for (const before of ['', '2026-11', '2026-11/x', '../x/1'])
      expect((await by(MIA, 'GET', `/audit?before=${before}`)).status).toBe(400)
  })
})

describe('a refusal', () => {
  it('a refusal is logged by route and status, without a name', async () => {
    const warned = vi.spyOn(console, 'warn').mockClear()
    await by('eve@example.com', 'POST', '/regions/dach/publish', {})
    const lines = warned.mock.calls.map(([line]) => JSON.parse(String(line)) as object)
    expect(lines).toEqual([
      {
        level: 'warn',
        code: 'access-denied',
        status: 403,
        method: 'POST',
        route: 'POST /ops/v1/regions/:region/publish',
        field: null,
      },
    ])
  })

  it('refusals fill no log: so many a minute, and then how many more there were', () => {
    let now = 0
    const lines: string[] = []
    const denied = createDenialLog(
      () => now,
      (line) => lines.push(line),
    )
    const denial = { status: 401, method: 'GET', route: 'none', field: null }
    for (let index = 0; index < 1_000; index++) denied(denial)
    expect(lines).toHaveLength(30)
    now += 60_000
    denied(denial)
    expect(lines).toHaveLength(31)
    expect(lines.at(-1)).toContain('"leftOut":970')
  })
})
