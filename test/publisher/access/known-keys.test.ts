import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotPublicKey } from '../../../src/snapshot/signed.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'

let world: PublisherWorld
let x = ''
beforeAll(async () => {
  world = await startPublisherWorld()
  x = world.publisher.signer.publicKeys[0]?.x ?? ''
})
afterAll(() => world.close())

/** The status as a publisher with this list of keys answers it. */
async function status(list: string | undefined, path = '/regions/dach') {
  const environment = { ...world.environment, ...(list !== undefined && { SNAPSHOT_PUBLIC_KEYS: list }) }
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/ops/v1${path}`, { headers }, environment)
  expect(answer.status).toBe(200)
  const { keys, keyProblem } = (await answer.json()) as { keys: unknown; keyProblem: string | null }
  return { keys, keyProblem }
}
const listOf = (...keys: Omit<SnapshotPublicKey, 'x'>[]) => JSON.stringify(keys.map((key) => ({ ...key, x })))
const alone = [{ kid: 'tests', signs: true, notAfter: null, daysLeft: null }]

describe('the keys in the status', () => {
  it('the status has the key that signs where no list is configured', async () => {
    expect(await status(undefined)).toEqual({ keys: alone, keyProblem: null })
    expect(await status('')).toEqual({ keys: alone, keyProblem: null })
  })

  it('the status says of each key when it ends, in whole days, beside every region and the list of them', async () => {
    const list = listOf(
      { kid: 'tests', notAfter: '2026-12-02T11:00:00Z' },
      { kid: 'k0', notAfter: '2026-11-22T11:59:59Z' },
    )
    const keys = [
      { kid: 'tests', signs: true, notAfter: '2026-12-02T11:00:00Z', daysLeft: 9 },
      { kid: 'k0', signs: false, notAfter: '2026-11-22T11:59:59Z', daysLeft: -1 },
    ]
    expect(await status(list)).toEqual({ keys, keyProblem: null })
    expect(await status(list, '/regions')).toEqual({ keys, keyProblem: null })
  })

  it('the status tells that no edge with this list would take what is signed now', async () => {
    const { keys, keyProblem } = await status(listOf({ kid: 'k9' }))
    expect(keys).toEqual([...alone, { kid: 'k9', signs: false, notAfter: null, daysLeft: null }])
    expect(keyProblem).toContain('does not list tests')
  })

  it.each([['{'], ['{"kid":"tests"}'], ['[{"kid":"tests"}]']])(
    'a broken list of keys leaves the status up: %s',
    async (list) => {
      expect(await status(list)).toEqual({ keys: alone, keyProblem: expect.stringContaining('not a list of keys') })
    },
  )
})
