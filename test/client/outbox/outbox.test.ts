import { describe, expect, it } from 'vitest'
import type { DeviceClient } from '../../../src/client/client.ts'
import { DeviceWorld, heroAnswer, heroItem, type SentRequest } from '../device-world.ts'

const DAY_MS = 86_400_000
const ALL = { accepted: 1, rejected: [] }

/** So many clicks, each of an item of its own. */
function report(client: DeviceClient, count = 1, token = 'tok'): void {
  for (let position = 0; position < count; position++) {
    client.report({ answer: heroAnswer({ token }) }, heroItem({ position })).act('click')
  }
}
/** The events of a beacon, each with its token, wherever that is named. */
const eventsOf = (sent: SentRequest | undefined): readonly Record<string, unknown>[] => {
  const body: { readonly token?: string; readonly events: readonly object[] } = JSON.parse(
    sent?.body ?? '{"events":[]}',
  )
  return body.events.map((event) => ({ token: body.token, ...event }))
}
const positions = (sent: SentRequest | undefined) => eventsOf(sent).map(({ position }) => position)

describe('the outbox', () => {
  it('events are sent together, with the time since they happened, and are gone once the edge has them', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.pass(300)
    report(client)
    world.pass(500)
    const [beacon] = world.beacons
    expect(beacon).toMatchObject({ method: 'POST', keepalive: false, headers: { 'content-type': 'text/plain' } })
    expect(eventsOf(beacon).map(({ ageMs }) => ageMs)).toEqual([800, 500])
    beacon?.answer(202, { accepted: 2, rejected: [] })
    world.pass(DAY_MS)
    expect(world.beacons).toHaveLength(1)
    expect(client.outbox.tally()).toMatchObject({ waiting: 0, accepted: 2, rejected: 0 })
    expect([...world.kept.keys()]).toEqual([])
  })

  it('events outlive a restart, with the time since they happened', () => {
    const world = new DeviceWorld()
    report(world.start(), 3)
    world.pass(100)
    world.nowMs = 5
    world.wallMs += 3_600_000
    world.start()
    world.pass(800)
    expect(positions(world.beacons[0])).toEqual([0, 1, 2])
    expect(eventsOf(world.beacons[0])[0]).toEqual({ token: 'tok', position: 0, event: 'click', ageMs: 3_600_900 })
  })

  it.each([
    ['jumped back', -30 * DAY_MS, [0, 0]],
    ['is as it was', 0, [900, 900]],
    ['was wrong by six days', 6 * DAY_MS, [6 * DAY_MS + 900, 6 * DAY_MS + 900]],
  ])('the age of events is bounded after a restart when the time of day %s', (_what, jumpMs, ages) => {
    const world = new DeviceWorld()
    report(world.start(), 2)
    world.pass(100)
    world.wallMs += jumpMs
    world.start()
    world.pass(800)
    expect(eventsOf(world.beacons[0]).map(({ ageMs }) => ageMs)).toEqual(ages)
  })

  it('a time of day that jumps while the app runs changes no age', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.wallMs += 20 * DAY_MS
    world.pass(800)
    expect(eventsOf(world.beacons[0])[0]).toMatchObject({ ageMs: 800 })
  })

  it('events of more than seven days ago are dropped and counted, as the edge takes none of them', () => {
    const world = new DeviceWorld()
    report(world.start(), 2)
    world.pass(100)
    world.wallMs += 7 * DAY_MS
    const client = world.start()
    report(client)
    world.pass(800)
    expect(eventsOf(world.beacons[0])).toHaveLength(1)
    expect(client.outbox.tally()).toMatchObject({ expired: 2, waiting: 1 })
  })

  it('a batch has 50 events at most, and the next follows', () => {
    const world = new DeviceWorld()
    report(world.start(), 120)
    world.pass(800)
    expect(positions(world.beacons[0])).toHaveLength(50)
    world.beacons[0]?.answer(202, ALL)
    world.pass(800)
    expect(positions(world.beacons[1])[0]).toBe(50)
  })

  it('a token that most events share is named once, and each event has its own all the same', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 1, 'rare')
    report(client, 49, 'm'.repeat(30_000))
    world.pass(800)
    expect(world.beacons[0]?.body?.length).toBeLessThan(36_000)
    expect(eventsOf(world.beacons[0]).map(({ token }) => String(token).charAt(0))).toEqual([
      'r',
      ...Array(49).fill('m'),
    ])
  })

  it('a batch has 64 kB at most, however long its tokens are', () => {
    const world = new DeviceWorld()
    const client = world.start()
    for (let answer = 0; answer < 6; answer++) report(client, 2, `${answer}${'t'.repeat(20_000)}`)
    world.pass(800)
    for (let sent = 0; sent < 20 && world.beacons.length > sent; sent++) {
      expect(Buffer.byteLength(world.beacons[sent]?.body ?? '')).toBeLessThanOrEqual(65_536)
      world.beacons[sent]?.answer(202, ALL)
      world.pass(800)
    }
    expect(client.outbox.tally()).toMatchObject({ waiting: 0, accepted: 12 })
  })

  it('an event that is too large for any request is dropped and counted, and the others go out', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 1, 't'.repeat(70_000))
    report(client, 1)
    world.pass(800)
    expect(eventsOf(world.beacons[0]).map(({ token }) => token)).toEqual(['tok'])
    expect(client.outbox.tally()).toMatchObject({ rejected: 1, waiting: 1 })
  })

  it('nothing is sent before the time that a 429 asked for, neither by new events nor by hiding', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.pass(800)
    world.beacons[0]?.answer(
      429,
      { title: 'Too many requests', status: 429, detail: 'Later.' },
      { 'retry-after': '30' },
    )
    report(client)
    client.outbox.flush()
    client.outbox.hide()
    world.pass(29_999)
    expect(world.beacons).toHaveLength(1)
    world.pass(1_001)
    expect(positions(world.beacons[1])).toEqual([0, 0])
  })

  it('an outbox that gets no answer waits longer each time, at most five minutes, and loses nothing', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.pass(800)
    const waits: number[] = []
    for (let attempt = 0; attempt < 12; attempt++) {
      const at = world.nowMs
      if (attempt % 2 === 0) world.beacons.at(-1)?.fail()
      else world.beacons.at(-1)?.answer(503, '<html>bad gateway</html>')
      const sent = world.beacons.length
      while (world.beacons.length === sent) world.pass(500)
      waits.push(world.nowMs - at)
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(Math.max(...waits)).toBe(300_000)
    world.beacons.at(-1)?.answer(202, ALL)
    expect(client.outbox.tally()).toMatchObject({ accepted: 1, waiting: 0 })
    report(client)
    world.pass(800)
    const again = world.beacons.length
    world.beacons.at(-1)?.fail()
    world.pass(1_000)
    expect(world.beacons).toHaveLength(again + 1)
  })

  it('a transport that fails twice over one request makes the outbox wait as after one failure', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.pass(800)
    world.beacons[0]?.fail()
    world.beacons[0]?.fail()
    world.pass(1_000)
    world.beacons[1]?.fail()
    world.pass(2_000)
    expect(world.beacons).toHaveLength(3)
  })

  it.each([404, 401, 302, 200])('an answer of %i that is no word of the edge loses no event', (status) => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    world.pass(800)
    world.beacons[0]?.answer(status, '<html>Sign in to the network</html>')
    expect(client.outbox.tally()).toMatchObject({ waiting: 1, accepted: 0, rejected: 0 })
  })

  it('events that the edge rejects are counted with what it said, and never sent again', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 3)
    world.pass(800)
    const rejected = [{ index: 1, field: 'position', reason: 'not a position of this decision' }]
    world.beacons[0]?.answer(202, { accepted: 2, rejected })
    world.pass(DAY_MS)
    expect(world.beacons).toHaveLength(1)
    expect(client.outbox.tally()).toEqual({
      ...{ accepted: 2, rejected: 1, expired: 0, overflowed: 0, waiting: 0 },
      refusal: 'position: not a position of this decision',
    })
  })

  it('one event that makes a whole batch unreadable is found, dropped and counted, and all others arrive', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 37)
    let arrived = 0
    for (let sent = 0; client.outbox.tally().waiting > 0; sent++) {
      world.pass(1_000)
      const beacon = world.beacons[sent]
      const isPoisoned = positions(beacon).includes(23)
      if (isPoisoned) beacon?.answer(400, { title: 'Unreadable', status: 400, detail: 'no JSON' })
      else arrived += positions(beacon).length
      if (!isPoisoned) beacon?.answer(202, { accepted: positions(beacon).length, rejected: [] })
      expect(sent).toBeLessThan(40)
    }
    expect(arrived).toBe(36)
    expect(client.outbox.tally()).toMatchObject({ accepted: 36, rejected: 1, refusal: 'no JSON' })
  })

  it('the oldest of more events than there is room for are dropped and counted, and each event is in one number', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 480)
    world.pass(800)
    report(client, 60)
    world.beacons[0]?.answer(202, ALL)
    const { accepted, waiting, overflowed, rejected } = client.outbox.tally()
    expect(overflowed).toBe(40)
    expect(accepted + waiting + overflowed + rejected).toBe(540)
  })

  it('what is stored has a bound in characters, too, and a token stands there once', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 40, 'a'.repeat(5_000))
    world.pass(100)
    expect(world.kept.get('firstframe.outbox')?.length).toBeLessThan(10_000)
    for (let answer = 0; answer < 60; answer++) report(client, 1, `${answer}${'b'.repeat(6_000)}`)
    world.pass(100)
    expect(world.kept.get('firstframe.outbox')?.length).toBeLessThanOrEqual(256 * 1024)
    expect(client.outbox.tally().overflowed).toBeGreaterThan(0)
  })

  it('an app that is hidden sends at once what survives its end, stores the rest, and sends what was under way again', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client, 60)
    world.pass(800)
    client.outbox.hide()
    const [underWay, last] = world.beacons
    expect([underWay?.isEnded, last?.keepalive, positions(last).length]).toEqual([true, true, 50])
    expect(Buffer.byteLength(last?.body ?? '')).toBeLessThanOrEqual(65_536)
    world.start()
    world.pass(800)
    expect(positions(world.beacons[2])[0]).toBe(0)
  })

  it('an event of the very moment in which the app is hidden outlives it', () => {
    const world = new DeviceWorld()
    const client = world.start()
    report(client)
    client.outbox.hide()
    world.start()
    world.pass(800)
    expect(world.beacons.map(positions)).toEqual([[0], [0]])
  })

  it('two instances on one storage corrupt nothing: what one of them stored is whole', () => {
    const world = new DeviceWorld()
    const one = world.start()
    const timers = world.start()
    report(one, 2)
    one.outbox.hide()
    report(timers, 3)
    timers.outbox.hide()
    world.start()
    world.pass(800)
    expect(world.beacons.map(positions)).toEqual([
      [0, 1],
      [0, 1, 2],
      [0, 1, 2],
    ])
  })
})
