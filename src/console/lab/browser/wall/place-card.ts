import { encodingsOf } from '../../../../client/asking/read-answer.ts'
import type { Decision } from '../../../../client/device-types.ts'
import { canPlay } from '../codecs.ts'
import { element } from '../element.ts'
import { ratingBadge, wordsIn } from '../overlay.ts'
import { whyStill } from '../text.ts'
import { type PlaceAnswer, WALL_SURFACE } from './ask-place.ts'
import { clockOf, type WallPlace } from './places.ts'

/** One place of the wall: its clock above the picture, and what plays below it. Nothing covers the film. */
export class PlaceCard {
  readonly section: HTMLElement
  readonly place: WallPlace
  readonly #edgeUrl: string
  readonly #clock = element('time')
  readonly #rung = element('span', { class: 'rung' })
  readonly #picture = element('div', { class: 'picture' })
  readonly #words = element('div', { class: 'says' })
  #plays = ''

  constructor(place: WallPlace, edgeUrl: string) {
    this.place = place
    this.#edgeUrl = edgeUrl
    this.section = element(
      'section',
      { class: 'place', 'aria-label': place.name },
      element('header', {}, element('h2', {}, place.name), this.#clock, this.#rung),
      this.#picture,
      this.#words,
    )
    this.section.dataset.country = place.country
  }

  /** Shows the clock at once, before the edge has answered for it. */
  turnTo(now: number): void {
    this.#clock.textContent = clockOf(this.place, now)
  }

  /** @returns whether something else plays than before */
  take({ answer, failure }: PlaceAnswer): boolean {
    this.#rung.textContent = answer?.snapshot.rung ?? 'no answer'
    this.#rung.className = `rung ${answer?.snapshot.rung ?? ''}`
    const item = answer?.decisions[WALL_SURFACE]?.[0]
    const plays = item === undefined ? (failure ?? nothing(answer)) : `${item.assetId} ${whyStill(item)}`
    if (plays === this.#plays) return false
    const isFirst = this.#plays === ''
    this.#plays = plays
    this.section.dataset.asset = item?.assetId ?? ''
    this.#picture.replaceChildren(...(item === undefined ? [] : this.#drawn(item)))
    this.#words.replaceChildren(...(item === undefined ? [element('p', { class: 'still' }, plays)] : said(item)))
    if (!isFirst) this.#flash()
    return !isFirst
  }

  #drawn(item: Decision): readonly HTMLElement[] {
    const at = (path: string): string => new URL(path, this.#edgeUrl).href
    const poster =
      item.poster === null ? [] : [element('img', { src: at(item.poster), alt: '', crossorigin: 'anonymous' })]
    const [encoding] = encodingsOf(item, canPlay)
    if (!item.autoplay.allowed || encoding === undefined) return poster
    const video = element('video', { playsinline: true, loop: true, crossorigin: 'anonymous', tabindex: -1 })
    video.muted = true
    video.src = at(encoding.url)
    video.addEventListener('playing', () => video.classList.add('playing'))
    // A browser that lets nothing start keeps the poster.
    video.play().catch(() => undefined)
    return [...poster, video]
  }

  /** Starts the animation anew: a class that is there already would not. */
  #flash(): void {
    this.section.classList.remove('changed')
    requestAnimationFrame(() => this.section.classList.add('changed'))
  }
}

function nothing(answer: PlaceAnswer['answer']): string {
  const [entry] = answer?.noDecisions ?? []
  return entry === undefined ? 'Nothing plays' : `Nothing plays: ${entry.reason}`
}

function said(item: Decision): readonly HTMLElement[] {
  const why = whyStill(item)
  return [
    element('h3', wordsIn(item.display.language), item.display.title),
    element(
      'p',
      {},
      ratingBadge(item),
      why === '' ? element('span', { class: 'plays' }, 'plays') : element('span', { class: 'still' }, why),
    ),
  ]
}
