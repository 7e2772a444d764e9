import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, rsaKey, startAccessWorld } from './access-world.ts'

const MIA = 'mia@example.com'
const MINUTE_MS = 60_000

let next: Awaited<ReturnType<typeof rsaKey>>
beforeAll(async () => {
  next = await rsaKey('k2')
})

let world: AccessWorld
beforeEach(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startAccessWorld([{ who: MIA, role: 'viewer', regions: ['*'] }])
})
afterEach(() => world.close())
afterAll(() => vi.restoreAllMocks())

const status = async (kid?: string, key = world.key) =>
  (await world.as(await world.token(MIA, { key, ...(kid && { header: { kid } }) }), 'GET', '/schedule')).status

describe('the keys of Cloudflare Access', () => {
  it('the keys of Access are fetched once, however many requests come', async () => {
    for (let index = 0; index < 5; index++) expect(await status()).toBe(200)
    expect(world.keyDoor.asked).toBe(1)
  })

  it('the keys of Access are fetched again when one rotates, and the old one stays good as long as it is listed', async () => {
    expect(await status()).toBe(200)
    world.clock.now += MINUTE_MS
    world.keyDoor.keys = [next.jwk, world.key.jwk]
    expect([await status(undefined, next), await status()]).toEqual([200, 200])
    expect(world.keyDoor.asked).toBe(2)
    world.clock.now += 61 * MINUTE_MS
    world.keyDoor.keys = [next.jwk]
    expect([await status(), await status(undefined, next)]).toEqual([401, 200])
  })

  it('the keys of Access are fetched at most once a minute, however many key ids are made up', async () => {
    expect(await status()).toBe(200)
    for (let minute = 1; minute <= 3; minute++) {
      world.clock.now += MINUTE_MS
      for (let index = 0; index < 20; index++) expect(await status(`made-up-${index}`)).toBe(401)
      expect(world.keyDoor.asked).toBe(1 + minute)
    }
    expect(await status()).toBe(200)
  })

  it.each(['error', 'throws', 'garbage'] as const)(
    'the keys of Access are kept when their door is down: %s',
    async (down) => {
      expect(await status()).toBe(200)
      world.keyDoor.down = down
      world.clock.now += 3 * 60 * MINUTE_MS
      expect([await status(), await status(), await status('k2', next)]).toEqual([200, 200, 401])
      expect(world.keyDoor.asked).toBe(2)
      world.keyDoor.down = 'no'
      world.keyDoor.keys = [next.jwk]
      world.clock.now += MINUTE_MS
      expect(await status('k2', next)).toBe(200)
    },
  )

  it.each(['error', 'throws', 'garbage'] as const)(
    'keys of Access that were never had let nobody in: %s',
    async (down) => {
      world.keyDoor.down = down
      for (let index = 0; index < 20; index++) expect(await status()).toBe(503)
      // Each for itself, but not for ever.
      expect(world.keyDoor.asked).toBe(5)
      world.keyDoor.down = 'no'
      expect(await status()).toBe(503)
      world.clock.now += MINUTE_MS
      expect(await status()).toBe(200)
    },
  )

  it('the keys of Access are taken from one address alone, whatever a token names', async () => {
    const token = await world.token(MIA, {
      header: { jku: 'https://evil.example.com/keys', x5u: 'https://evil.example.com' },
    })
    // The door of the tests throws for any other address.
    expect((await world.as(token, 'GET', '/schedule')).status).toBe(200)
  })
})
