import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rollBack } from '../../../src/publisher/steer/rollback.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
let addedAt: number
const CLIP = asset('clip', { tags: ['summer'] })
const FILM = title('film')
const OTHERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const SCHEDULE = [
  FILM,
  asset('film'),
  title('clip'),
  CLIP,
  ...OTHERS.flatMap((name) => [title(name), asset(name)]),
  campaign('listed', ['film', ...OTHERS]),
  campaign('selecting', [], { assets: { tags: ['summer'] } }),
]
beforeEach(async () => {
  world = await startPublisherWorld()
  addedAt = world.clock.now
  await world.ingest(...SCHEDULE)
  await published()
})
afterEach(() => world.close())

async function published(): Promise<void> {
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
}

/** Break-glass needs no second person. */
async function rolledBack(): Promise<void> {
  const pinnedUntil = new Date(world.clock.now + 600_000).toISOString()
  const order = { actor: 'tests', reason: 'test', to: null, pinnedUntil }
  await rollBack({ ...world.publisher, role: 'break-glass' }, 'dach', order)
}

/** As a restore does: the record is stored as withdrawn since now. */
async function withdraw(record: typeof CLIP | typeof FILM): Promise<void> {
  const { id } = record
  world.clock.now += 60_000
  const said = { v: 1, type: 'added-at', ids: { [id]: addedAt }, withdrawn: { [id]: world.clock.now } }
  const answer = await world.ops('POST', '/restore?force=1&unchecked=1', [said, record])
  expect(await answer.json()).toMatchObject({ accepted: 1, withdrawn: { records: 1, regions: expect.anything() } })
}

/** Every reason for which an asset does not play on the home hero in Germany; none: it plays. */
async function why(name: string): Promise<string[]> {
  const asked = { surface: 'home-hero', country: 'DE', asset: `ast_${name}`, cap: 18, adult: true, limit: 100 }
  const answer = await world.ops('POST', '/explain', { ...asked, now: new Date(world.clock.now).toISOString() })
  const { kept, rejected } = (await answer.json()) as {
    readonly kept: readonly object[]
    readonly rejected: readonly { readonly first: string; readonly all: readonly { readonly rule: string }[] }[]
  }
  if (kept.length > 0) return []
  return rejected.map(({ first, all }) => `${first} ${all[0]?.rule}`)
}

describe('what a feed withdraws', () => {
  it.each([
    ['an asset that a selector selects', CLIP, 'clip'],
    ['a title, with its asset that a campaign lists', FILM, 'film'],
  ])(
    'what a feed withdraws is gone at once and under a rollback, and returns with its old age: %s',
    async (_what, record, name) => {
      expect(await why(name)).toEqual([])
      await withdraw(record)
      expect((await why(name)).map((reason) => reason.split(' ')[0])).toContain('takedown')
      await published()
      expect(await why(name)).toEqual(['ended feed.withdrawn'])
      await rolledBack()
      expect((await why(name)).map((reason) => reason.split(' ')[0])).toContain('takedown')
      await world.ops('POST', '/regions/dach/unpin', { reason: 'test' })
      await world.ingest(record)
      // The schedule is again what was rolled back to, so only the pointer is new.
      expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { renewed: true } })
      expect(await why(name)).toEqual([])
      const stored = String(await world.redis('GET', `${record.type}:${record.id}`))
      expect(JSON.parse(stored)).toMatchObject({ addedAt, revision: 3 })
    },
  )

  it('a dry run of a return counts nothing as withdrawn', async () => {
    await withdraw(CLIP)
    const answer = await world.ops('POST', '/ingest?dryRun=1', [CLIP])
    expect(await answer.json()).toMatchObject({ accepted: 1, withdrawn: { records: 0 } })
  })
})
