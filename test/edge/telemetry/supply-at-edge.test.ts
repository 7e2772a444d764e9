import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealCursor } from '../../../src/edge/token/cursor.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import type { SupplyCell, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { eventually } from '../../setup/eventually.ts'
import { type Answer, ask, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

let world: EdgeWorld
let edge: EdgeIsolate

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  for (const region of ['dach', 'fr', 'na'] as const) {
    await publish(edge.storage, world.key, region, compiled(region, films(region === 'na' ? 2 : 20)))
    await until(edge, region, ({ sequence }) => sequence === 1)
  }
})
afterAll(() => world.close())

const ofSupply = (region: RegionId) =>
  edge.messages.filter((each): each is TelemetryMessage => each.type === 'telemetry' && each.region === region)

/** What the reports of a region come to: of each series the one with the greatest number. */
function reported(region: RegionId): ReadonlyMap<string, SupplyCell> {
  const last = new Map<number, readonly SupplyCell[]>()
  for (const { supply = [] } of ofSupply(region)) for (const { series, cells } of supply) last.set(series, cells)
  const cells = new Map<string, SupplyCell>()
  for (const cell of [...last.values()].flat()) cells.set(`${cell.territory} ${cell.surface}`, cell)
  return cells
}

/** What devices were told of the placements of these answers: how many came to what. */
function told(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { body } of answers) {
    const floored = (body.floor ?? []).map(({ placement }) => placement)
    const answered = Object.entries(body.decisions).filter(([id, items]) => items.length > 0 && !floored.includes(id))
    const words = [
      ...answered.map(() => 'answered'),
      ...[...body.noDecisions, ...(body.floor ?? [])].map(({ reason }) => reason),
    ]
    for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  }
  return counts
}

const came = ({ answered, empty }: SupplyCell): Record<string, number> => ({
  ...(answered > 0 && { answered }),
  ...empty,
})

describe('supply at the edge', () => {
  it('supply says of each placement what the device was told, also when nobody asks any more', async () => {
    const placements = [
      { id: 'a', surface: 'home-hero' },
      { id: 'b', surface: 'home-hero', titleId: 'ttl_nowhere' },
      { id: 'c', surface: 'browse-tile', titleId: 'ttl_nowhere' },
      { id: 'd', surface: 'browse-tile', count: 3 },
    ]
    const answers: Answer[] = []
    for (const maxAge of [18, 0, 18])
      answers.push(await ask(edge, '/v1/decisions', { country: 'DE', body: { placements, maxAge } }))
    answers.push(await ask(edge, '/v1/autoplay?surface=post-play&device=speaker', { country: 'DE' }))
    const all = await eventually(
      async () => [...reported('dach').values()],
      (cells) => cells.reduce((sum, { asked }) => sum + asked, 0) === 13,
    )
    const sums: Record<string, number> = {}
    for (const cell of all)
      for (const [word, times] of Object.entries(came(cell))) sums[word] = (sums[word] ?? 0) + times
    expect(sums).toEqual(told(answers))
    expect(Object.keys(sums).length).toBeGreaterThan(1)
    expect(reported('dach').get('DE browse-tile')).toMatchObject({
      asked: 6,
      answered: 3,
      empty: { 'unknown-title': 3 },
    })
  })

  it('supply counts each page of a feed, and the end of it', async () => {
    const pages: Answer[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Answer = await ask(edge, `/v1/clips?limit=2${cursor && `&cursor=${cursor}`}`, { country: 'US' })
      pages.push(page)
      cursor = page.body.cursor
    }
    expect(pages.length).toBeGreaterThan(1)
    const feed = await eventually(
      async () => reported('na').get('US clips-feed'),
      (cell) => cell?.asked === pages.length,
    )
    expect(came(feed as SupplyCell)).toEqual(told(pages))
    expect(feed?.empty).toEqual({ 'end-of-feed': 1 })
  })

  it('supply counts a page that is asked for after the greatest number of items', async () => {
    const keyring = await readKeyring(JSON.stringify([{ kid: 's1', key: world.sealingKey }]), 'SESSION_KEYS')
    const at = { sessionId: 'A'.repeat(22), region: 'dach', snapshotSequence: 1, position: 200, served: [] } as const
    const cursor = await sealCursor(at, keyring, Date.now())
    const page = await ask(edge, `/v1/clips?cursor=${cursor}`, { country: 'AT' })
    const feed = await eventually(
      async () => reported('dach').get('AT clips-feed'),
      (cell) => cell !== undefined,
    )
    expect([came(feed as SupplyCell), told([page])]).toEqual([{ 'end-of-feed': 1 }, { 'end-of-feed': 1 }])
  })

  it('supply that a failing queue did not take comes with a later report', async () => {
    edge.queueStatus = 500
    await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'FR' })
    await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'FR' })
    edge.queueStatus = 200
    await eventually(
      async () => {
        await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'MC' })
        return reported('fr').get('FR home-hero')?.asked
      },
      (asked) => asked === 2,
    )
  })

  it('supply has nothing of requests that were refused', async () => {
    const before = ofSupply('br').length
    expect((await ask(edge, '/v1/autoplay?surface=lobby', { country: 'BR' })).status).toBe(400)
    await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'BR' })
    const cells = await eventually(
      async () => [...reported('br').values()],
      (found) => found.length > 0,
    )
    expect(before).toBe(0)
    // Nothing is published there.
    expect(cells).toMatchObject([{ asked: 1, answered: 0, empty: { baseline: 1 } }])
  })
})
