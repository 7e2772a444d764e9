import type { DeviceClock } from '../device.ts'
import type { Decision } from '../device-types.ts'
import type { HappenedEvent } from '../outbox/happened-event.ts'

const IMPRESSION_AFTER_MS = 2_000
const HALF = 0.5
/** A longer step of the position is a jump, which nobody watched. */
const STEP_MAX_MS = 2_000
const QUARTILES = [
  ['firstQuartile', 0.25],
  ['midpoint', 0.5],
  ['thirdQuartile', 0.75],
] as const

/** A word of the contract, or one of a later release. */
export type EventWord = HappenedEvent['event']
/** What else an event says. */
type EventMore = Pick<HappenedEvent, 'watchedMs' | 'ttffMs' | 'playback'>
/** What the viewer did with a clip, for the ranking of the next page. */
export type ClipSignal = Pick<HappenedEvent, 'token' | 'position' | 'event' | 'watchedMs'>

/** Tells the edge how one item played: a player calls these, whatever it is made of. Each event is told once. */
export interface PlaybackReport {
  /** Play was asked for: the time to the first picture begins. */
  asked(): void
  /** The first picture is on the screen. */
  firstFrame(): void
  /** It plays: now, or again. */
  playing(): void
  /** Where it is, as often as the player says. */
  progress(positionMs: number, durationMs: number): void
  ended(): void
  /** The share of the video that can be seen, from 0 to 1: an impression is half of it, for two seconds without a break. */
  visible(share: number): void
  muted(isMuted: boolean): void
  /** It waits for more data. @param playback index of the encoding in the answer's list */
  stalled(playback?: number): void
  /** An encoding does not play. @param playback its index in the answer's list */
  failed(playback?: number): void
  /** What the viewer did: `click`, `watch`, `like`, … */
  act(event: EventWord): void
  /** The viewer moved on; if it was before the end, that is a skip. */
  left(): void
  /** It is withdrawn, and the player stops it: nothing more is told of it, as the viewer had no say in that. */
  stopped(): void
  /** What the viewer did with a clip that was left, once; null: nothing, or nothing new. */
  takeSignal(): ClipSignal | null
}

interface ReportParts {
  readonly clock: DeviceClock
  /** Null: the device's own item, of which nothing is told. */
  readonly token: string | null
  readonly item: Decision
  readonly add: (event: HappenedEvent) => void
}

export function createPlaybackReport({ clock, token, item, add }: ReportParts): PlaybackReport {
  const told: Record<string, boolean> = {}
  let askedAt: number | null = null
  let lastMs = 0
  let watchedMs = 0
  let opinion: EventWord | null = null
  let hasLeft = false
  let isSignalled = false
  let isStopped = false
  let stopImpression: (() => void) | null = null

  const every = (event: EventWord, more: EventMore = {}): void => {
    if (token !== null && !isStopped) add({ token, position: item.position, event, ...more })
  }
  const once = (event: EventWord, more?: EventMore, key: string = event): void => {
    if (told[key]) return
    told[key] = true
    every(event, more)
  }
  const watched = (): EventMore => ({ watchedMs: Math.round(watchedMs) })
  const ofEncoding = (event: EventWord, playback?: number): void =>
    once(event, playback === undefined ? {} : { playback }, event + playback)

  return {
    asked: () => {
      askedAt ??= clock.now()
    },
    firstFrame: () => {
      if (askedAt !== null) once('firstFrame', { ttffMs: Math.max(0, Math.round(clock.now() - askedAt)) })
    },
    playing: () => {
      hasLeft = false
      once('start')
    },
    progress: (positionMs, durationMs) => {
      const stepMs = positionMs - lastMs
      lastMs = positionMs
      // Only the first round counts.
      if (stepMs > 0 && stepMs < STEP_MAX_MS && !told.complete) watchedMs += stepMs
      // A video that is not loaded has no length yet.
      if (!(durationMs > 0)) return
      for (const quartile of QUARTILES) {
        if (positionMs >= durationMs * quartile[1]) once(quartile[0], watched())
      }
    },
    ended: () => once('complete', watched()),
    visible: (share) => {
      stopImpression?.()
      stopImpression = null
      if (share >= HALF && !told.impression) {
        stopImpression = clock.after(IMPRESSION_AFTER_MS, () => once('impression'))
      }
    },
    muted: (isMuted) => every(isMuted ? 'mute' : 'unmute'),
    stalled: (playback) => ofEncoding('stall', playback),
    failed: (playback) => ofEncoding('error', playback),
    act: (event) => {
      if (event === 'like' || event === 'notInterested') opinion = event
      every(event)
    },
    left: () => {
      hasLeft = true
      stopImpression?.()
      stopImpression = null
      if (told.start && !told.complete) once('skip', watched())
    },
    stopped: () => {
      isStopped = true
    },
    takeSignal: () => {
      if (token === null || isStopped || isSignalled || !hasLeft || !told.start) return null
      isSignalled = true
      const event = opinion ?? (told.complete ? 'complete' : 'skip')
      return { token, position: item.position, event, ...watched() }
    },
  }
}
