import { describe, expect, it } from 'vitest'
import type { DeviceStorage } from '../../src/client/device.ts'
import type { AskOutcome } from '../../src/client/outcome.ts'
import { askHero, DeviceWorld, heroAnswer, tokenOf } from './device-world.ts'

const sessionOf = (world: DeviceWorld): string | undefined => world.questions.at(-1)?.headers['x-session']

describe('what a client carries', () => {
  it('the session of an answer goes with the next question, also after a restart', () => {
    const world = new DeviceWorld()
    askHero(world.start())
    expect(sessionOf(world)).toBeUndefined()
    world.questions[0]?.answer(200, heroAnswer({ session: 's1' }))
    const client = world.start()
    askHero(client)
    expect(sessionOf(world)).toBe('s1')
    client.clips({ cursor: 'c1' }, () => undefined)
    expect(JSON.parse(world.questions.at(-1)?.body ?? '')).toMatchObject({ cursor: 'c1', session: 's1' })
  })

  it('a late answer does not bring the session of before back', () => {
    const world = new DeviceWorld()
    const client = world.start()
    askHero(client)
    askHero(client, { row: 'other' })
    world.questions[1]?.answer(200, heroAnswer({ session: 'newer' }))
    world.questions[0]?.answer(200, heroAnswer({ session: 'older' }))
    askHero(client)
    expect(sessionOf(world)).toBe('newer')
  })

  it('a guest who signs in goes on with their session, and the next member begins anew', () => {
    const world = new DeviceWorld()
    let token: string | null = null
    const client = world.start({ viewerToken: () => token })
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer({ session: 's1' }))
    token = tokenOf({ sub: 'u1' })
    askHero(client)
    expect(sessionOf(world)).toBe('s1')
    token = tokenOf({ sub: 'u2' })
    askHero(client)
    expect(sessionOf(world)).toBeUndefined()
    token = tokenOf({ sub: 'u1' })
    askHero(client)
    expect(sessionOf(world)).toBe('s1')
  })

  it('a question has its fields and hints in its query, flags as 1 or 0, lists by commas, and nothing that is left out', () => {
    const world = new DeviceWorld()
    const client = world.start({
      edgeUrl: 'https://edge.test/',
      viewerToken: () => 'a.b.c',
      hints: () => ({ device: 'tv', codecs: ['avc', 'hevc'], kids: true, saveData: false, language: 'pt-BR' }),
    })
    askHero(client, { titleId: null, row: 'top', hints: { maxHeight: 1080 } })
    const { url, headers, method, body } = world.questions[0] ?? {}
    expect(url).toBe(
      'https://edge.test/v1/autoplay?row=top&surface=home-hero&codecs=avc%2Chevc&device=tv&kids=1&language=pt-BR&maxHeight=1080&saveData=0',
    )
    expect([method, body, headers]).toEqual(['GET', null, { authorization: 'Bearer a.b.c' }])
  })

  it('a screen of placements is one request, and every placement has its place in the outcome', () => {
    const world = new DeviceWorld()
    const told: AskOutcome[] = []
    const placements = [
      { id: 'hero', surface: 'home-hero' },
      { id: 'tile', surface: 'browse-tile', titleId: 'ttl_sintel' },
    ] as const
    world.start().decisions(placements, {}, (outcome) => told.push(outcome))
    expect(JSON.parse(world.questions[0]?.body ?? '')).toEqual({ placements })
    world.questions[0]?.answer(200, heroAnswer({ decisions: {} }))
    expect(told[0]?.items).toEqual({ hero: [], tile: [] })
  })
})

describe('a page of the feed', () => {
  it('50 signals of one page fit into one request, as its token is named once', () => {
    const world = new DeviceWorld()
    const token = 't'.repeat(32_000)
    const signals = Array.from(
      { length: 50 },
      (_, position) => ({ token, position, event: 'skip', watchedMs: 900 }) as const,
    )
    world.start().clips({ cursor: 'c1', limit: 50, signals }, () => undefined)
    const body = world.questions[0]?.body ?? ''
    expect(Buffer.byteLength(body)).toBeLessThan(65_536)
    expect(JSON.parse(body)).toMatchObject({ token, signals: signals.map(({ token: _named, ...each }) => each) })
  })
})

describe('a storage', () => {
  const throws = (): never => {
    throw new Error('QuotaExceededError')
  }

  it.each<[string, (world: DeviceWorld) => DeviceStorage | undefined]>([
    ['is missing', () => undefined],
    ['throws at everything', () => ({ get: throws, set: throws, remove: throws })],
    ['is full', ({ storage }) => ({ ...storage, set: throws })],
    ['loses everything at once', () => ({ get: () => null, set: () => undefined, remove: () => undefined })],
  ])(
    'a storage that %s breaks nothing: answers come, last ones are kept in memory, events go out',
    (_what, storageOf) => {
      const world = new DeviceWorld()
      const client = world.start({ storage: storageOf(world) })
      const { told } = askHero(client)
      world.questions[0]?.answer(200, heroAnswer())
      const outcome = told[0]
      client.report({ answer: outcome?.answer ?? null }, outcome?.items['home-hero']?.[0] ?? never()).act('click')
      const again = askHero(client)
      world.pass(1_000)
      expect([outcome?.source, again.told[0]?.source, world.beacons.length]).toEqual(['edge', 'last-good', 1])
      client.outbox.hide()
      client.forget()
    },
  )

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '{"tokens":1,"events":2}',
    '{"tokens":["t"],"events":[null,{"event":{}}]}',
    '[1,2,3]',
  ])('what a storage holds may be anything, such as %j: the client starts, asks and reports', (text) => {
    const world = new DeviceWorld()
    for (const name of ['outbox', 'good', 'good.0', 'session', 'session.0']) world.kept.set(`firstframe.${name}`, text)
    const { told } = askHero(world.start())
    world.pass(1_000)
    expect(told[0]?.source).toBe('device')
    expect(world.beacons).toEqual([])
  })

  it('a storage that could not be written does not bring back what was there before', () => {
    const world = new DeviceWorld()
    askHero(world.start())
    world.questions[0]?.answer(200, heroAnswer({ session: 'old' }))
    askHero(world.start({ storage: { ...world.storage, set: throws } }))
    world.questions[1]?.answer(200, heroAnswer({ session: 'new' }))
    askHero(world.start())
    expect(sessionOf(world)).toBeUndefined()
  })
})

function never(): never {
  throw new Error('the answer has no hero')
}
