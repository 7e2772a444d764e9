import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

/** Fifty films with two clips each: more than any session remembers the caps of. */
const CLIPS = compiled('dach', withCap(films(50), { count: 1, windowSeconds: 86_400, scope: 'asset' }))
const TILES = compiled('na', withCap(films(50), { count: 2, windowSeconds: 86_400, scope: 'campaign' }))

let world: EdgeWorld
let edge: EdgeIsolate

function withCap(schedule: Schedule, frequencyCap: Schedule['campaigns'][number]['frequencyCap']): Schedule {
  return { ...schedule, campaigns: schedule.campaigns.map((campaign) => ({ ...campaign, frequencyCap })) }
}

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', CLIPS)
  await publish(edge.storage, world.key, 'na', TILES)
  for (const region of ['dach', 'na'] as const) await until(edge, region, ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

describe('a frequency cap', () => {
  it('a frequency cap is never forgotten for later ones: what could not be remembered is not shown', async () => {
    const token = await world.viewerToken({ adult: true, cap: 18 })
    const shown: string[] = []
    let session: string | undefined
    let reason: string | undefined
    // Each time the feed is opened anew.
    for (let turn = 0; turn < 12 && reason === undefined; turn++) {
      const { body } = await ask(edge, '/v1/clips', { country: 'DE', token, body: { limit: 20, session } })
      session = body.session
      reason = body.floor?.[0]?.reason
      expect(body.session.length).toBeLessThanOrEqual(2048)
      if (reason === undefined) shown.push(...itemsOf(body).map(({ assetId }) => assetId))
    }
    expect(reason).toBe('frequency-cap')
    expect(shown.length).toBeGreaterThanOrEqual(80)
    expect(new Set(shown).size).toBe(shown.length)
  })

  it('a frequency cap counts the answer itself: of fifty tiles a campaign takes as many as its cap', async () => {
    const placements = Array.from({ length: 50 }, (_, at) => ({ id: `t${at}`, surface: 'browse-tile' }))
    const { body } = await ask(edge, '/v1/decisions', { country: 'US', body: { placements } })
    expect(itemsOf(body)).toHaveLength(2)
    expect(new Set(body.noDecisions.map(({ reason }) => reason))).toEqual(new Set(['frequency-cap']))
    const again = await ask(edge, '/v1/decisions', { country: 'US', body: { placements, session: body.session } })
    expect(itemsOf(again.body)).toEqual([])
  })
})
