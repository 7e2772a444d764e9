import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { livePointer } from '../../src/publisher/publish/live-region.ts'
import { runPublish } from '../../src/publisher/publish/run-publish.ts'
import { createSigner } from '../../src/publisher/publish/signer.ts'
import type { PublisherContext } from '../../src/publisher/publisher-context.ts'
import { type PublisherWorld, startPublisherWorld } from './publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from './records.ts'

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
  return { ...world.publisher, signer: createSigner(environment) }
}

const oldKeys = () => JSON.stringify(world.publisher.signer.publicKeys)
const publish = (publisher: PublisherContext) => {
  const order = { scope: 'snapshot', dryRun: false, mend: true, canary: null, actor: 'tests', reason: 'test' } as const
  return runPublish(publisher, { region: 'dach', ...order })
}

it('reads what the key before it has signed: pins hold, and the next publish is compared with what is live', async () => {
  await world.ops('POST', '/regions/dach/pin', { reason: 'the big match' })
  await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
  const next = await rotated(oldKeys())
  expect(await publish(next)).toMatchObject({ outcome: 'refused', refusals: [{ check: 'pinned' }] })
  expect((await livePointer('dach', next))?.pinnedUntil).not.toBeNull()
})

it('announces under a higher sequence all the same where it has no list of them, or one that can not be read', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (const list of ['', 'no list']) {
    const next = await rotated(list)
    const before = (await livePointer('dach', world.publisher))?.sequence ?? 0
    const { outcome, sequence } = await publish(next)
    expect([outcome, (sequence ?? 0) > before]).toEqual(['published', true])
  }
})
