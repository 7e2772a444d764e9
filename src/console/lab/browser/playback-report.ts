import type { Decision } from '../../../contracts/device/answers/decision.ts'
import type { DeviceEvent } from '../../../contracts/device/vocabulary.ts'
import type { Outbox } from './outbox.ts'

const IMPRESSION_AFTER_MS = 2_000
const HALF = 0.5
const QUARTILES = [
  ['firstQuartile', 0.25],
  ['midpoint', 0.5],
  ['thirdQuartile', 0.75],
] as const

/** Reports the playback of one item, each event once: VAST's events, and `firstFrame` with its delay. */
export class PlaybackReport {
  readonly #told = new Set<DeviceEvent>()
  readonly #outbox: Outbox
  readonly #item: Decision
  readonly #token: string
  #lastTime = 0
  #watchedMs = 0
  #ended = false

  constructor(outbox: Outbox, token: string, item: Decision) {
    this.#outbox = outbox
    this.#item = item
    this.#token = token
  }

  get watchedMs(): number {
    return Math.round(this.#watchedMs)
  }

  get completed(): boolean {
    return this.#told.has('complete')
  }

  get started(): boolean {
    return this.#told.has('start')
  }

  once(event: DeviceEvent, more: { readonly ttffMs?: number; readonly watchedMs?: number } = {}): void {
    if (this.#told.has(event)) return
    this.#told.add(event)
    this.every(event, more)
  }

  every(event: DeviceEvent, more: { readonly ttffMs?: number; readonly watchedMs?: number } = {}): void {
    this.#outbox.add({
      token: this.#token,
      position: this.#item.position,
      event,
      title: this.#item.display.title,
      happenedAt: performance.now(),
      ...more,
    })
  }

  /** The viewer moved on before the end. */
  left(): void {
    if (this.started && !this.completed) this.once('skip', { watchedMs: this.watchedMs })
  }

  follow(video: HTMLVideoElement): void {
    video.addEventListener('play', () => this.#awaitFirstFrame(video), { once: true })
    video.addEventListener('playing', () => this.once('start'))
    video.addEventListener('timeupdate', () => this.#progress(video))
    video.addEventListener('ended', () => {
      this.#progress(video)
      this.#ended = true
      this.once('complete', { watchedMs: this.watchedMs })
    })
    this.#watchImpression(video)
  }

  /** Measures from the request to play until its first frame is on the screen, also when it was loaded before. */
  #awaitFirstFrame(video: HTMLVideoElement): void {
    const askedAt = performance.now()
    video.requestVideoFrameCallback((presentedAt) => {
      this.once('firstFrame', { ttffMs: Math.max(0, Math.round(presentedAt - askedAt)) })
    })
  }

  #progress(video: HTMLVideoElement): void {
    const step = video.currentTime - this.#lastTime
    this.#lastTime = video.currentTime
    // A jump does not count as watching, and neither does a second round.
    if (step > 0 && step < 2 && !this.#ended) this.#watchedMs += step * 1000
    if (!Number.isFinite(video.duration)) return
    for (const [event, share] of QUARTILES) {
      if (video.currentTime >= video.duration * share) this.once(event, { watchedMs: this.watchedMs })
    }
  }

  /** An impression: at least half of the video is visible for two seconds without a break. */
  #watchImpression(video: HTMLVideoElement): void {
    let timer: number | null = null
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (timer !== null) clearTimeout(timer)
        timer = null
        if (entry === undefined || entry.intersectionRatio < HALF) return
        timer = setTimeout(() => {
          if (!video.isConnected) return
          this.once('impression')
          observer.disconnect()
        }, IMPRESSION_AFTER_MS)
      },
      { threshold: [0, HALF] },
    )
    observer.observe(video)
  }
}
