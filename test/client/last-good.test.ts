import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClientSettings } from '../../src/client/settings.ts'
import { askHero, DeviceWorld, heroAnswer, tokenOf } from './device-world.ts'

const MEMBER = { sub: 'u1', cap: 18, iat: 1_700_000_000, exp: 1_900_000_000 }

/** An answer is taken under the first settings; what plays under the others when the edge is silent. */
function afterChange(before: Partial<ClientSettings>, after: Partial<ClientSettings>, restartMs = 1_000): string {
  const world = new DeviceWorld()
  askHero(world.start(before))
  world.questions[0]?.answer(200, heroAnswer())
  world.wallMs += restartMs
  const { told } = askHero(world.start(after))
  world.pass(400)
  return told[0]?.source ?? 'nothing'
}

describe('the last good answer', () => {
  it('an answer outlives a restart of the app', () => {
    expect(afterChange({}, {})).toBe('last-good')
  })

  it('a renewed token of the same viewer has the same last good answer', () => {
    const renewed = { ...MEMBER, iat: 1_700_003_600, exp: 1_900_003_600, jti: 'another' }
    expect(afterChange({ viewerToken: () => tokenOf(MEMBER) }, { viewerToken: () => tokenOf(renewed) })).toBe(
      'last-good',
    )
  })

  it.each<[string, Partial<ClientSettings>]>([
    ['another member', { viewerToken: () => tokenOf({ ...MEMBER, sub: 'u2' }) }],
    ['the same member under a lower cap', { viewerToken: () => tokenOf({ ...MEMBER, cap: 12 }) }],
    ['the same member in a kids profile', { viewerToken: () => tokenOf({ ...MEMBER, kids: true }) }],
    ['the same member, whose token has ended', { viewerToken: () => tokenOf({ ...MEMBER, exp: 1_700_000_001 }) }],
    ['a guest', {}],
    ['a token that cannot be read', { viewerToken: () => 'no.token.at-all' }],
    ['a kids profile by a hint', { viewerToken: () => tokenOf(MEMBER), hints: () => ({ kids: true }) }],
    ['a lower greatest age', { viewerToken: () => tokenOf(MEMBER), hints: () => ({ maxAge: 6 }) }],
    ['a viewer who wants no autoplay', { viewerToken: () => tokenOf(MEMBER), hints: () => ({ autoplay: 'off' }) }],
    ['another language', { viewerToken: () => tokenOf(MEMBER), hints: () => ({ language: 'fr' }) }],
    [
      'another place of the test stack',
      { viewerToken: () => tokenOf(MEMBER), headers: () => ({ 'x-debug-context': 'country=US' }) },
    ],
    ['another edge', { viewerToken: () => tokenOf(MEMBER), edgeUrl: 'https://other.test' }],
  ])('the answer of a member is never given to %s', (_who, after) => {
    expect(afterChange({ viewerToken: () => tokenOf(MEMBER) }, after)).toBe('device')
  })

  it('no two viewers whose claims or hints differ share an answer', () => {
    const viewer = fc.record({
      sub: fc.constantFrom('a', 'b', '', '\u{1f600}', 'é'),
      cap: fc.constantFrom(0, 12, 18),
      kids: fc.boolean(),
      hint: fc.constantFrom<boolean | undefined>(true, false, undefined),
    })
    fc.assert(
      fc.property(viewer, viewer, (one, other) => {
        const settings = ({ hint, ...claims }: typeof one): Partial<ClientSettings> => ({
          viewerToken: () => tokenOf(claims),
          hints: () => (hint === undefined ? {} : { kids: hint }),
        })
        const isSame = JSON.stringify(one) === JSON.stringify(other)
        expect(afterChange(settings(one), settings(other))).toBe(isSame ? 'last-good' : 'device')
      }),
    )
  })

  it('an answer is not given to whoever watches by the time that it comes', () => {
    const world = new DeviceWorld()
    let token = tokenOf(MEMBER)
    const { told, late } = askHero(world.start({ viewerToken: () => token }))
    token = tokenOf({ ...MEMBER, kids: true })
    world.questions[0]?.answer(200, heroAnswer())
    expect(told[0]).toMatchObject({ source: 'device', answer: null, failure: { why: 'changed' } })
    expect(late).toEqual([])
  })

  it.each([
    [59_999, 'last-good'],
    [60_000, 'device'],
  ])('an answer of %i milliseconds ago gives %s, as long as an answer may be kept', (ageMs, source) => {
    expect(afterChange({}, {}, ageMs - 400)).toBe(source)
  })

  it('an answer whose window closes sooner ends then, whatever greatest age the app has set', () => {
    const world = new DeviceWorld()
    const client = world.start({ lastGoodForMs: 86_400_000 })
    const ask = () => {
      const { told } = askHero(client)
      world.pass(400)
      return told[0]?.source
    }
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer({ validForMs: 5_000 }))
    world.pass(4_000)
    expect(ask()).toBe('last-good')
    world.pass(600)
    expect(ask()).toBe('device')
    askHero(client)
    world.questions.at(-1)?.answer(200, heroAnswer({ validForMs: 60_000 }))
    world.pass(3_600_000)
    expect(ask()).toBe('last-good')
  })

  it.each<[string, (wallMs: number) => number]>([
    ['the time of day jumped back', (wallMs) => wallMs - 86_400_000],
    ['the time of day jumped ahead', (wallMs) => wallMs + 86_400_000],
    ['the time of day is that of a device without a battery', () => 0],
  ])('no answer of before is given after a restart at which %s', (_what, jumped) => {
    const world = new DeviceWorld()
    askHero(world.start())
    world.questions[0]?.answer(200, heroAnswer())
    world.wallMs = jumped(world.wallMs)
    const { told } = askHero(world.start())
    world.pass(400)
    expect(told[0]?.source).toBe('device')
  })

  it('a device that slept does not take the answer of the evening for one of just now', () => {
    const world = new DeviceWorld()
    const client = world.start()
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer())
    // The clock that counts up stood still.
    world.wallMs += 8 * 3_600_000
    const { told } = askHero(client)
    world.pass(400)
    expect(told[0]?.source).toBe('device')
  })

  it('what was forgotten at a sign-out is not given again, nor after a restart', () => {
    const world = new DeviceWorld()
    const client = world.start()
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer())
    client.forget()
    for (const each of [client, world.start()]) {
      const { told } = askHero(each)
      world.pass(400)
      expect(told[0]?.source).toBe('device')
    }
  })

  it('pages of the feed push no answer out, as none of before stands in for them', () => {
    const world = new DeviceWorld()
    const client = world.start()
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer())
    for (let page = 0; page < 12; page++) {
      client.clips({ cursor: `c${page}` }, () => undefined)
      world.questions.at(-1)?.answer(200, heroAnswer())
    }
    const { told } = askHero(client)
    world.pass(400)
    expect(told[0]?.source).toBe('last-good')
  })

  it('an answer that another instance has put in the place of one is not given in its stead', () => {
    const world = new DeviceWorld()
    const [one, other] = [world.start(), world.start()]
    const asked = [
      [one, 'a'],
      [other, 'b'],
      [one, 'c'],
    ] as const
    for (const [client, row] of asked) {
      askHero(client, { row })
      world.questions.at(-1)?.answer(200, heroAnswer({ token: row }))
    }
    const client = world.start()
    const [first, last] = [askHero(client, { row: 'a' }), askHero(client, { row: 'c' })]
    world.pass(400)
    expect([first.told[0]?.answer, last.told[0]?.answer?.token]).toEqual([null, 'c'])
  })

  it('the last eight questions are kept, and what was kept for others is gone', () => {
    const world = new DeviceWorld()
    const client = world.start()
    const ask = (row: string) => askHero(client, { row })
    for (let row = 0; row < 12; row++) {
      ask(`row-${row}`)
      world.questions.at(-1)?.answer(200, heroAnswer())
    }
    const [first, last] = [ask('row-0'), ask('row-11')]
    world.pass(400)
    expect([first.told[0]?.source, last.told[0]?.source]).toEqual(['device', 'last-good'])
    expect([...world.kept.keys()].filter((name) => name.startsWith('firstframe.good.'))).toHaveLength(8)
  })
})
