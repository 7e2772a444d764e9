import type { ClipSignal, PlaybackReport } from '../../../client/playback/playback-report.ts'
import type { Decision } from '../../../contracts/device/answers/decision.ts'
import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import { button, element } from './element.ts'
import type { LabDevice } from './lab-device.ts'
import {
  actionButton,
  captionsButton,
  posterOf,
  progressBar,
  ratingBadge,
  soundButton,
  taglineOf,
  wordsIn,
} from './overlay.ts'
import { Player } from './player.ts'
import { whyStill } from './text.ts'

interface ClipParts {
  readonly item: Decision
  /** The page that it came with. */
  readonly answer: DecisionsAnswer | null
  readonly report: PlaybackReport
  readonly device: LabDevice
  readonly announce: (text: string) => void
}

/** One clip of the feed: far away it is a poster, near the shown clip it is a video, and it plays only when shown. */
export class Clip {
  readonly article: HTMLElement
  readonly item: Decision
  readonly answer: DecisionsAnswer | null
  readonly #parts: ClipParts
  readonly #progress = progressBar()
  #player: Player | null = null
  #shown = false
  #isWithdrawn = false

  constructor(parts: ClipParts, number: number) {
    this.#parts = parts
    this.item = parts.item
    this.answer = parts.answer
    this.article = element('article', {
      class: 'clip',
      'aria-label': parts.item.display.title,
      'aria-posinset': number,
      'aria-setsize': -1,
    })
    this.article.dataset.state = 'still'
    this.article.dataset.asset = parts.item.assetId
    this.article.append(...this.#drawn())
    this.article.addEventListener('click', () => this.toggle())
  }

  /** Loads the video of a clip near the shown one, so that it plays at once after a swipe. */
  prepare(): void {
    if (this.#player !== null || this.#isWithdrawn) return
    const gaveUp = (): void => {
      this.article.dataset.state = 'failed'
    }
    const player = new Player({ ...this.#parts, gaveUp })
    this.#player = player
    const { video } = player
    this.#progress.follow(video)
    for (const [event, state] of [
      ['playing', 'playing'],
      ['pause', 'paused'],
    ] as const) {
      video.addEventListener(event, () => {
        if (this.article.dataset.state !== 'failed' && !video.ended) this.article.dataset.state = state
      })
    }
    // A clip repeats until the viewer moves on; only its first round is reported.
    video.addEventListener('ended', () => {
      if (this.#shown) void this.#play()
    })
    this.article.querySelector('.shade')?.before(video)
  }

  show(): void {
    this.#shown = true
    this.prepare()
    if (this.item.autoplay.allowed) void this.#play()
    const why = whyStill(this.item)
    this.#parts.announce(why === '' ? `Clip: ${this.item.display.title}.` : `${this.item.display.title} waits. ${why}.`)
  }

  leave(): void {
    if (!this.#shown) return
    this.#shown = false
    this.#parts.report.left()
    this.#player?.video.pause()
  }

  /** It was taken down: it stops, and never plays again. */
  withdraw(): void {
    this.#isWithdrawn = true
    this.#player?.release()
    this.#player = null
    this.article.dataset.state = 'failed'
    this.#parts.announce(`${this.item.display.title} was taken down.`)
  }

  release(): void {
    this.leave()
    this.#player?.release()
    this.#player = null
  }

  /** What the viewer did, for the ranking of the next page; it is returned once. Null: nothing new. */
  takeSignal(): ClipSignal | null {
    return this.#shown ? null : this.#parts.report.takeSignal()
  }

  #drawn(): readonly HTMLElement[] {
    const { device, report, announce } = this.#parts
    const { item } = this
    const why = whyStill(item)
    const shown = [
      posterOf(item, device),
      element('div', { class: 'shade' }),
      button('play', '', () => void this.#play(), `Play ${item.display.title}`),
      element(
        'div',
        { class: 'words' },
        element('div', { class: 'badges' }, ratingBadge(item)),
        element('h3', wordsIn(item.display.language), item.display.title),
        taglineOf(item),
        why === '' ? null : element('p', { class: 'why' }, why),
        element(
          'div',
          { class: 'actions' },
          actionButton(item, () => report, announce),
        ),
      ),
      element(
        'div',
        { class: 'corner' },
        this.#opinionButton('like', '♥', 'Like'),
        this.#opinionButton('notInterested', '✕', 'Not for me'),
        captionsButton(item, () => this.#player?.video ?? null),
        soundButton(
          () => this.#player?.video ?? null,
          () => report,
        ),
      ),
      this.#progress.bar,
    ]
    return shown.filter((part) => part !== null)
  }

  #opinionButton(event: 'like' | 'notInterested', sign: string, label: string): HTMLButtonElement {
    const made = button(
      'round opinion',
      sign,
      () => {
        this.#parts.report.act(event)
        for (const other of this.article.querySelectorAll('.opinion')) {
          other.setAttribute('aria-pressed', String(other === made))
        }
        this.#parts.announce(`${label}: ${this.item.display.title}. The next page is ranked by it.`)
      },
      `${label}: ${this.item.display.title}`,
    )
    made.setAttribute('aria-pressed', 'false')
    return made
  }

  /** Pauses or plays, as a tap does. */
  toggle(): void {
    const video = this.#player?.video
    if (video === undefined) return
    if (video.paused) void this.#play()
    else video.pause()
  }

  async #play(): Promise<void> {
    this.prepare()
    await this.#player?.play()
    // The viewer swiped on while the video was loading.
    if (!this.#shown) this.#player?.video.pause()
  }
}
