import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, type TakedownEntry, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { aRecord } from '../token/records.ts'

let world: EdgeWorld
let edge: EdgeIsolate
let sequence = 1

beforeAll(async () => {
  world = await startEdgeWorld(['edge', 'cold'])
  edge = world.isolate('edge')
  for (const name of ['edge', 'cold']) {
    await publish(world.isolate(name).storage, world.key, 'dach', compiled('dach', films(4)))
  }
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

/** A new list on which everything but these names nothing; it is in force when this is over. */
async function takeDown(...entries: Partial<TakedownEntry>[]): Promise<void> {
  const idle = Array.from({ length: ++sequence * 10 - entries.length }, () => ({ target: 'ast_none' }))
  await putTakedowns(edge.storage, world.key, takedownList('dach', sequence, [...entries, ...idle]))
  await until(edge, 'dach', ({ takedowns }) => takedowns.count === sequence * 10)
}

/** What a device in Germany holds, with its token. */
async function decided(query = 'surface=home-hero') {
  const { body } = await ask(edge, `/v1/autoplay?${query}`, { country: 'DE' })
  const [item] = itemsOf(body)
  return { token: body.token, position: item?.position ?? -1, assetId: item?.assetId ?? '' }
}

const start = (token: string, position: number, event = 'start') => ({ token, position, event, ageMs: 10 })
async function report(isolate: EdgeIsolate, ...events: readonly object[]) {
  const { status, body } = await ask(isolate, '/v1/events', { body: { events } })
  return { status, accepted: body.accepted, stop: body.stop, stopEvents: body.stopEvents }
}

describe('a start of what was taken down since it was decided', () => {
  it.each([
    ['its asset', (asset: string) => asset],
    ['its title', (asset: string) => asset.replace(/^ast_(film-\d+).*/, 'ttl_$1')],
    ['its campaign', () => 'cmp_wide'],
    ['its tier', () => 'tier:standard'],
    ['its owner', () => 'owner:tests'],
    ['its feed', () => 'feed:studio'],
    ['its tag', (asset: string) => asset.replace('ast_', 'tag:about-')],
    ['its surface', () => 'surface:home-hero'],
  ])('a start is answered with stop after a takedown of %s, and counts all the same', async (_what, target) => {
    await takeDown()
    const { token, position, assetId } = await decided()
    expect(await report(edge, start(token, position))).toEqual({ status: 202, accepted: 1 })
    await takeDown({ target: target(assetId), territories: ['DE'] })
    expect(await report(edge, start(token, position))).toEqual({
      ...{ status: 202, accepted: 1, stop: [position], stopEvents: [0] },
    })
    await takeDown()
    expect(await report(edge, start(token, position))).toEqual({ status: 202, accepted: 1 })
  })

  it('no event but a start is answered with stop, and of two decisions the right one is', async () => {
    await takeDown()
    const one = await decided('surface=title-detail&titleId=ttl_film-000')
    const other = await decided('surface=title-detail&titleId=ttl_film-001')
    expect([one.position, one.assetId === other.assetId]).toEqual([other.position, false])
    await takeDown({ target: 'ttl_film-001' })
    const events = [
      start(one.token, one.position),
      start(other.token, other.position, 'impression'),
      start(other.token, other.position),
    ]
    expect(await report(edge, ...events)).toEqual({
      ...{ status: 202, accepted: 3, stop: [other.position], stopEvents: [2] },
    })
  })

  it('an order that has ended, or holds elsewhere, stops nothing', async () => {
    await takeDown()
    const { token, position, assetId } = await decided()
    await takeDown({ target: assetId, until: Date.now() - 1 }, { target: assetId, territories: ['CH'] })
    expect((await report(edge, start(token, position))).stop).toBeUndefined()
  })

  it('an item that no snapshot has any more is stopped by its own ids', async () => {
    const keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: world.sealingKey }]), 'DECISION_KEYS')
    const token = sealDecisionToken(aRecord({ region: 'dach', territory: 'DE', arms: [] }), keyring, Date.now())
    const [item] = aRecord({}).items
    await takeDown()
    expect((await report(edge, start(token, item?.position ?? 0))).stop).toBeUndefined()
    await takeDown({ target: item?.campaignId ?? '' })
    expect((await report(edge, start(token, item?.position ?? 0))).stop).toEqual([item?.position])
  })

  it('an isolate that served nobody yet reads the list for a start, and waits for it no longer than for an answer', async () => {
    await takeDown()
    const { token, position, assetId } = await decided()
    const cold = world.isolate('cold')
    await putTakedowns(cold.storage, world.key, takedownList('dach', 99, [{ target: assetId }]))
    cold.storage.faults.set(keys.takedowns('dach'), 'hang')
    // That read never ends.
    expect(await report(cold, start(token, position))).toEqual({ status: 202, accepted: 1 })
    cold.storage.faults.clear()
    await until(cold, 'dach', ({ takedowns }) => takedowns.sequence === 99)
    expect((await report(cold, start(token, position))).stop).toEqual([position])
    expect((await statusOf(cold, 'dach')).rung).toBe('fresh')
  })
})
