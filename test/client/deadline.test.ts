import { describe, expect, it } from 'vitest'
import type { AskOutcome } from '../../src/client/outcome.ts'
import { askHero, DeviceWorld, heroAnswer, heroItem } from './device-world.ts'

const OWN = heroItem({ assetId: 'ast_bundled-with-the-app' })

describe('a question to the edge', () => {
  it('an answer in time is what plays, with the time that it took', () => {
    const world = new DeviceWorld()
    const { told } = askHero(world.start())
    world.pass(150)
    world.questions[0]?.answer(200, heroAnswer())
    world.pass(10_000)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ source: 'edge', failure: null, ageMs: 0, tookMs: 150, skipped: [] })
    expect(told[0]?.items['home-hero']?.[0]?.assetId).toBe('ast_hero-trailer')
  })

  it('a device waits 400 milliseconds for a decision, and not one more', () => {
    const world = new DeviceWorld()
    const { told } = askHero(world.start({ fallback: () => [OWN] }))
    world.pass(399)
    expect(told).toEqual([])
    world.pass(1)
    expect(told[0]).toMatchObject({ source: 'device', answer: null, failure: { why: 'late' }, tookMs: 400 })
    expect(told[0]?.items['home-hero']).toEqual([OWN])
  })

  it('a late answer is told to who wants it, and kept for the next time', () => {
    const world = new DeviceWorld()
    const client = world.start()
    const first = askHero(client)
    world.pass(700)
    world.questions[0]?.answer(200, heroAnswer())
    expect(first.told.map(({ source }) => source)).toEqual(['device'])
    expect(first.late[0]).toMatchObject({ source: 'edge', tookMs: 700 })
    const second = askHero(client)
    world.pass(400)
    expect(second.told[0]).toMatchObject({ source: 'last-good', ageMs: 400, failure: { why: 'late' } })
    expect(second.told[0]?.items['home-hero']?.[0]?.assetId).toBe('ast_hero-trailer')
  })

  it.each<[string, number, unknown]>([
    ['a service that is away', 503, { title: 'Not available', status: 503, detail: 'Later.' }],
    ['a service that is busy', 429, { title: 'Too many requests', status: 429, detail: 'Later.' }],
    ["a hotel's log-in page", 200, '<html>Welcome</html>'],
    ['half an answer', 200, '{"decisionId":"5f1f'],
    ['an answer without its parts', 200, { token: 'x', decisions: null }],
  ])('the last good answer plays at once, without waiting for the deadline, at %s', (_what, status, body) => {
    const world = new DeviceWorld()
    const client = world.start()
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer())
    const { told } = askHero(client)
    world.pass(20)
    world.questions[1]?.answer(status, body)
    expect(told[0]).toMatchObject({ source: 'last-good', failure: { why: 'unreachable' }, tookMs: 20 })
  })

  it.each([
    [401, 'unauthorized'],
    [451, 'unavailable-for-legal-reasons'],
    [400, 'invalid-field'],
  ])('nothing plays where the edge refuses with %i: no answer of before, and nothing of the device', (status) => {
    const world = new DeviceWorld()
    const client = world.start({ fallback: () => [OWN] })
    askHero(client)
    world.questions[0]?.answer(200, heroAnswer())
    const { told } = askHero(client)
    world.questions[1]?.answer(status, { type: 'x', title: 'Refused', status, detail: 'Mend it.', field: 'surface' })
    expect(told[0]).toMatchObject({ source: 'device', failure: { why: 'refused', problem: { field: 'surface' } } })
    expect(told[0]?.items['home-hero']).toEqual([])
  })

  it('a question that was cancelled tells nothing, whatever comes, and ends its request', () => {
    const world = new DeviceWorld()
    const asked = askHero(world.start())
    asked.cancel()
    world.questions[0]?.answer(200, heroAnswer())
    world.pass(60_000)
    expect([asked.told, asked.late, world.questions[0]?.isEnded]).toEqual([[], [], true])
  })

  it('a transport that throws, or answers twice, gives one outcome', () => {
    const world = new DeviceWorld()
    const told: AskOutcome[] = []
    const broken = world.start({
      transport: () => {
        throw new Error('no network stack')
      },
    })
    broken.autoplay('home-hero', {}, (outcome) => told.push(outcome))
    const { told: twice } = askHero(world.start())
    world.questions[0]?.answer(200, heroAnswer())
    world.questions[0]?.answer(200, heroAnswer())
    world.questions[0]?.fail()
    world.pass(60_000)
    expect([told.map(({ source }) => source), twice.map(({ source }) => source)]).toEqual([['device'], ['edge']])
  })

  it('a page of the feed is waited for beyond the deadline, and never replaced by one of before', () => {
    const world = new DeviceWorld()
    const client = world.start()
    const told: AskOutcome[] = []
    const next = () => client.clips({ cursor: 'c1', limit: 5 }, (outcome) => told.push(outcome))
    next()
    world.pass(3_000)
    const clips = heroAnswer({ decisions: { 'clips-feed': [heroItem()] } })
    world.questions[0]?.answer(200, clips)
    next()
    world.pass(10_000)
    expect(told.map(({ source, failure }) => [source, failure?.why])).toEqual([
      ['edge', undefined],
      ['device', 'late'],
    ])
  })

  it('an item without an encoding that plays here is left out and kept with the reason, and its backup stands in', () => {
    const world = new DeviceWorld()
    const hevc = heroItem({
      assetId: 'ast_hevc',
      playback: [{ type: 'hls', url: '/a.m3u8', codec: 'hevc', height: 720 }],
    })
    const avc = heroItem({ assetId: 'ast_avc', playback: [{ type: 'mp4', url: '/a.mp4', codec: 'avc', height: 720 }] })
    const client = world.start({ canPlay: ({ codec }) => codec === 'avc' })
    const { told } = askHero(client)
    world.questions[0]?.answer(200, heroAnswer({ decisions: { 'home-hero': [hevc] }, backups: { 'home-hero': [avc] } }))
    expect(told[0]?.items['home-hero']).toEqual([])
    expect(told[0]?.backups['home-hero']).toEqual([avc])
    expect(told[0]?.skipped).toEqual([{ placement: 'home-hero', reason: 'no-playable-encoding', item: hevc }])
  })

  it('an encoding keeps its index in the answer, whatever is left out before it', () => {
    const client = new DeviceWorld().start({ canPlay: ({ codec }) => codec === 'avc' })
    expect(client.encodings(heroItem())).toEqual([expect.objectContaining({ codec: 'avc', playback: 1 })])
  })
})
