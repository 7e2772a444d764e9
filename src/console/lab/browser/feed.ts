import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import { Clip } from './clip.ts'
import type { Edge, EdgeOutcome } from './edge.ts'
import { button, element } from './element.ts'
import { failureNotice, nothingNotice } from './notice.ts'
import type { Outbox } from './outbox.ts'

const PLACEMENT = 'clips-feed'
const PAGE = 10
/** The next page is requested when this many clips are left. */
const ASK_AHEAD = 3
/** Clips up to this distance from the shown one keep their video. */
const KEEP = 1
const MOSTLY = 0.6

interface FeedParts {
  readonly list: HTMLElement
  readonly edge: Edge
  readonly outbox: Outbox
  readonly announce: (text: string) => void
  readonly answered: (outcome: EdgeOutcome) => void
}

/** The phone: one clip fills the screen and plays; the next page is requested before it is needed. */
export class Feed {
  readonly #parts: FeedParts
  readonly #observer: IntersectionObserver
  #asking = new AbortController()
  #clips: readonly Clip[] = []
  #current = -1
  #cursor: string | null = null
  #loading = false

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), {
      root: parts.list,
      threshold: MOSTLY,
    })
    parts.list.addEventListener('keydown', (event) => this.#key(event))
  }

  /** Requests the feed from its start. */
  async ask(): Promise<void> {
    this.#asking.abort()
    this.#asking = new AbortController()
    this.#loading = true
    const outcome = await this.#parts.edge.firstClips(PAGE, this.#asking.signal)
    if (outcome.kind === 'superseded') return
    this.#clear()
    this.#take(outcome)
  }

  turn(step: 1 | -1): void {
    const target = this.#parts.list.children[this.#shownIndex() + step]
    if (!(target instanceof HTMLElement)) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.#parts.list.scrollTo({ top: target.offsetTop, behavior: calm ? 'instant' : 'smooth' })
  }

  /** The index of what the scroll position shows; the end card has an index too. */
  #shownIndex(): number {
    const { scrollTop, clientHeight } = this.#parts.list
    return clientHeight === 0 ? 0 : Math.round(scrollTop / clientHeight)
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#parts.list) return
    if (event.key === ' ') {
      event.preventDefault()
      this.#clips[this.#current]?.toggle()
      return
    }
    const step = { ArrowDown: 1, PageDown: 1, j: 1, ArrowUp: -1, PageUp: -1, k: -1 }[event.key]
    if (step !== 1 && step !== -1) return
    event.preventDefault()
    this.turn(step)
  }

  #clear(): void {
    for (const clip of this.#clips) clip.release()
    this.#observer.disconnect()
    this.#clips = []
    this.#current = -1
    this.#cursor = null
    this.#parts.list.replaceChildren()
    this.#parts.list.scrollTop = 0
  }

  async #more(): Promise<void> {
    const cursor = this.#cursor
    if (this.#loading || cursor === null) return
    this.#loading = true
    const signals = this.#clips.map((clip) => clip.takeSignal()).filter((signal) => signal !== null)
    const outcome = await this.#parts.edge.nextClips({ cursor, limit: PAGE, signals }, this.#asking.signal)
    if (outcome.kind !== 'superseded') this.#take(outcome)
  }

  #take(outcome: EdgeOutcome): void {
    this.#loading = false
    this.#parts.answered(outcome)
    this.#parts.list.querySelector(':scope > .last')?.remove()
    if (outcome.kind === 'answer') this.#append(outcome.answer)
    else this.#close(failureNotice(outcome, () => void (this.#cursor === null ? this.ask() : this.#more())))
  }

  #append(answer: DecisionsAnswer): void {
    const { list, edge, outbox, announce } = this.#parts
    const items = answer.decisions[PLACEMENT] ?? []
    const added = items.map(
      (item, index) => new Clip({ item, token: answer.token, edge, outbox, announce }, this.#clips.length + index + 1),
    )
    this.#clips = [...this.#clips, ...added]
    this.#cursor = items.length === 0 ? null : (answer.cursor ?? null)
    for (const { article } of added) {
      list.append(article)
      this.#observer.observe(article)
    }
    if (this.#clips.length === 0) this.#close(nothingNotice(answer.noDecisions[0]))
    else if (this.#cursor === null) this.#close(this.#endCard())
  }

  #close(card: HTMLElement | null): void {
    if (card === null) return
    this.#parts.list.append(element('div', { class: 'clip last' }, card))
  }

  #endCard(): HTMLElement {
    const count = this.#clips.length
    return element(
      'div',
      { class: 'notice' },
      element('strong', {}, 'That was everything'),
      element(
        'p',
        {},
        count === 1 ? 'One clip, and the feed is at its end.' : `${count} clips, and none of them twice.`,
      ),
      button('primary', 'From the start', () => void this.ask()),
    )
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const index = this.#clips.findIndex(({ article }) => article === target)
      if (index < 0) continue
      if (isIntersecting) this.#show(index)
      else if (index === this.#current) this.#leave()
    }
  }

  #leave(): void {
    this.#clips[this.#current]?.leave()
    this.#current = -1
  }

  #show(index: number): void {
    if (index === this.#current) return
    this.#leave()
    this.#current = index
    for (const [other, clip] of this.#clips.entries()) {
      if (other === index) clip.show()
      else if (Math.abs(other - index) <= KEEP) clip.prepare()
      else clip.release()
    }
    if (this.#clips.length - index <= ASK_AHEAD) void this.#more()
  }
}
