import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { livePointer, liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import { createSigner } from '../../../src/publisher/announce/signer.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { ListDesk } from '../../../src/publisher/takedowns/lists/list-desk.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** The publisher after its key was changed, with this copy of the edge's list. */
async function rotated(list: string): Promise<PublisherContext> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const environment = {
    ...world.environment,
    SNAPSHOT_SIGNING_KEY: JSON.stringify(await exportJWK(privateKey)),
    SNAPSHOT_KEY_ID: 'next',
    SNAPSHOT_PUBLIC_KEYS: list,
  }
  return { ...world.publisher, signer: createSigner(environment), lists: new ListDesk() }
}

const oldKeys = () => JSON.stringify(world.publisher.signer.publicKeys)
const publish = (publisher: PublisherContext) => {
  const order = { scope: 'snapshot', dryRun: false, mend: true, canary: null, actor: 'tests', reason: 'test' } as const
  return runPublish(publisher, { region: 'dach', ...order })
}

it('a publisher with a new key reads what the old one signed: pins hold, and a publish compares', async () => {
  await world.ops('POST', '/regions/dach/pin', { reason: 'the big match' })
  await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
  const next = await rotated(oldKeys())
  expect(await publish(next)).toMatchObject({ outcome: 'refused', refusals: [{ check: 'pinned' }] })
  expect((await livePointer('dach', next))?.pinnedUntil).not.toBeNull()
})

it.each(['', 'no list'])(
  'a publisher without the old key writes over no takedown list and publishes nothing ("%s")',
  async (list) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect((await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights' })).status).toBe(201)
    const before = world.sink.values.get('region/dach/takedowns')
    const next = await rotated(list)
    const refused = await publish(next)
    expect([refused.outcome, refused.refusals[0]?.detail]).toEqual([
      'refused',
      expect.stringMatching(/list of dach .* \(unknown-key\).*SNAPSHOT_PUBLIC_KEYS/),
    ])
    await keepTakedowns(next)
    expect(world.sink.values.get('region/dach/takedowns')).toEqual(before)
    const sequence = (await livePointer('dach', world.publisher))?.sequence ?? 0
    const whole = await rotated(oldKeys())
    const published = await publish(whole)
    expect([published.outcome, (published.sequence ?? sequence) >= sequence]).toEqual(['unchanged', true])
    await world.redis('FLUSHDB')
    world.clock.now += 3_600_000
    await keepTakedowns(whole)
    const entries = (await liveTakedowns('dach', whole))?.entries.map(({ target }) => target)
    expect(entries).toEqual(['ast_one'])
  },
)
