import { describe, expect, it } from 'vitest'
import { DeviceWorld, heroAnswer, heroItem } from './device-world.ts'

/** Two items that play, the first of another answer than the second, and which of them were stopped. */
function playing() {
  const world = new DeviceWorld()
  const told: unknown[] = []
  const stopped: string[] = []
  const client = world.start({ onEvent: ({ token, event }) => told.push([token, event]) })
  const reports = ['one', 'two'].map((token) =>
    client.report({ answer: heroAnswer({ token }) }, heroItem({ position: 0 }), () => stopped.push(token)),
  )
  for (const report of reports) report.playing()
  world.pass(800)
  return { world, told, stopped, reports, client }
}

describe('an item that the edge has withdrawn', () => {
  it('the player of a withdrawn item is told to stop, once, and no other, though both have one position', () => {
    const { world, stopped } = playing()
    world.beacons[0]?.answer(202, { accepted: 2, rejected: [], stop: [0], stopEvents: [1] })
    expect(stopped).toEqual(['two'])
    world.pass(10_000)
    expect(stopped).toEqual(['two'])
  })

  it('nothing more is told of it: no skip, no quartile, and no signal', () => {
    const { world, told, reports } = playing()
    world.beacons[0]?.answer(202, { accepted: 2, rejected: [], stop: [0], stopEvents: [0] })
    const [stopped, other] = reports
    for (const report of reports) {
      report.progress(1_000, 2_000)
      report.left()
    }
    expect(told.filter((event) => JSON.stringify(event).includes('one'))).toEqual([['one', 'start']])
    expect(told.filter((event) => JSON.stringify(event).includes('two'))).toHaveLength(4)
    expect([stopped?.takeSignal(), other?.takeSignal()?.event]).toEqual([null, 'skip'])
  })

  it.each([
    ['no list', { stop: 3, stopEvents: 'all' }],
    ['positions alone', { stop: [0] }],
    ['an event that was not sent', { stop: [0], stopEvents: [7, -1, null, 'x'] }],
  ])('an answer with %s stops nothing, and its events are gone', (_what, more) => {
    const { world, stopped, client } = playing()
    world.beacons[0]?.answer(202, { accepted: 2, rejected: [], ...more })
    expect(stopped).toEqual([])
    expect(client.outbox.tally()).toMatchObject({ waiting: 0, accepted: 2 })
  })

  it('a start of before a restart has nobody to stop, and an app without a wish to know hears nothing', () => {
    const world = new DeviceWorld()
    world
      .start()
      .report({ answer: heroAnswer({ token: 'tok' }) }, heroItem({ position: 0 }))
      .playing()
    world.pass(100)
    const client = world.start()
    world.pass(800)
    world.beacons[0]?.answer(202, { accepted: 1, rejected: [], stop: [0], stopEvents: [0] })
    expect(client.outbox.tally()).toMatchObject({ waiting: 0, accepted: 1 })
  })
})
