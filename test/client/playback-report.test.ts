import { describe, expect, it } from 'vitest'
import type { PlaybackReport } from '../../src/client/playback/playback-report.ts'
import { DeviceWorld, heroAnswer, heroItem } from './device-world.ts'

/** A report, and what it told: each event with what it says besides. */
function reporting(answer: ReturnType<typeof heroAnswer> | null = heroAnswer({ token: 'tok' })) {
  const world = new DeviceWorld()
  const told: unknown[] = []
  const client = world.start({
    onEvent: ({ token, position, event, ...more }) => {
      expect([token, position]).toEqual(['tok', 3])
      told.push(Object.keys(more).length === 0 ? event : [event, more])
    },
  })
  return { world, told, report: client.report({ answer }, heroItem({ position: 3 })) }
}

/** Plays from one second to another, with a word of the player each quarter of a second. */
function play(report: PlaybackReport, fromMs: number, untilMs: number, durationMs: number): void {
  for (let at = fromMs; at <= untilMs; at += 250) report.progress(at, durationMs)
}

describe('a report of playback', () => {
  it('a video that is watched to its end tells each event of it once, with what was watched until then', () => {
    const { world, told, report } = reporting()
    report.asked()
    world.pass(310)
    report.firstFrame()
    report.playing()
    play(report, 0, 8_000, 8_000)
    report.ended()
    report.playing()
    play(report, 0, 8_000, 8_000)
    report.ended()
    report.left()
    expect(told).toEqual([
      ['firstFrame', { ttffMs: 310 }],
      'start',
      ['firstQuartile', { watchedMs: 2_000 }],
      ['midpoint', { watchedMs: 4_000 }],
      ['thirdQuartile', { watchedMs: 6_000 }],
      ['complete', { watchedMs: 8_000 }],
    ])
  })

  it('a jump is not watched', () => {
    const { told, report } = reporting()
    report.playing()
    play(report, 0, 1_000, 20_000)
    play(report, 15_000, 16_000, 20_000)
    report.left()
    expect(told.at(-1)).toEqual(['skip', { watchedMs: 2_000 }])
  })

  it('a video without a length, or without an end, has no quartiles', () => {
    const { told, report } = reporting()
    report.playing()
    for (const durationMs of [Number.NaN, 0, Number.POSITIVE_INFINITY]) play(report, 0, 5_000, durationMs)
    expect(told).toEqual(['start'])
  })

  it('an impression is half of the video for two seconds without a break', () => {
    const { world, told, report } = reporting()
    report.visible(0.5)
    world.pass(1_999)
    report.visible(0.49)
    world.pass(5_000)
    expect(told).toEqual([])
    report.visible(1)
    world.pass(2_000)
    report.visible(0)
    report.visible(1)
    world.pass(2_000)
    expect(told).toEqual(['impression'])
  })

  it('what was left makes no impression any more', () => {
    const { world, told, report } = reporting()
    report.visible(1)
    report.left()
    world.pass(5_000)
    expect(told).toEqual([])
  })

  it('each encoding that fails or stalls is told once, with its index in the answer', () => {
    const { told, report } = reporting()
    report.failed(0)
    report.failed(0)
    report.failed(2)
    report.stalled(2)
    report.stalled()
    expect(told).toEqual([['error', { playback: 0 }], ['error', { playback: 2 }], ['stall', { playback: 2 }], 'stall'])
  })

  it('sound on and off is told as often as it changes', () => {
    const { told, report } = reporting()
    report.muted(false)
    report.muted(true)
    report.muted(false)
    expect(told).toEqual(['unmute', 'mute', 'unmute'])
  })

  it.each<[string, (report: PlaybackReport) => void, unknown]>([
    ['was left early', (report) => report.left(), { event: 'skip', watchedMs: 3_000 }],
    ['was liked', (report) => [report.act('like'), report.left()], { event: 'like', watchedMs: 3_000 }],
    ['was watched to its end', (report) => [report.ended(), report.left()], { event: 'complete', watchedMs: 3_000 }],
  ])('a clip that %s says so once to the next page', (_what, act, signal) => {
    const { report } = reporting()
    report.playing()
    play(report, 0, 3_000, 30_000)
    expect(report.takeSignal()).toBeNull()
    act(report)
    expect(report.takeSignal()).toEqual({ token: 'tok', position: 3, ...(signal as object) })
    expect(report.takeSignal()).toBeNull()
  })

  it("nothing is told of a device's own item, as it is of no decision", () => {
    const { world, told, report } = reporting(null)
    report.playing()
    report.act('like')
    report.left()
    world.pass(10_000)
    expect([told, report.takeSignal(), world.beacons]).toEqual([[], null, []])
  })
})
