import type { ClipsOptions } from '../../../client/client.ts'
import type { StatedHints } from '../../../client/device-types.ts'
import type { AskOutcome } from '../../../client/outcome.ts'
import { Clip } from './clip.ts'
import { button, element } from './element.ts'
import type { LabDevice } from './lab-device.ts'
import { failureNotice, nothingNotice } from './notice.ts'
import type { ShownHere } from './why/shown-here.ts'

const PLACEMENT = 'clips-feed'
const PAGE = 10
/** The next page is requested when this many clips are left. */
const ASK_AHEAD = 3
/** Clips up to this distance from the shown one keep their video. */
const KEEP = 1
const MOSTLY = 0.6

interface FeedParts {
  readonly list: HTMLElement
  readonly device: LabDevice
  readonly hints: () => StatedHints
  readonly announce: (text: string) => void
  readonly answered: (outcome: AskOutcome) => void
  /** Called when another clip is shown. */
  readonly changed: () => void
}

/** The phone: one clip fills the screen and plays; the next page is requested before it is needed. */
export class Feed {
  readonly #parts: FeedParts
  readonly #observer: IntersectionObserver
  #cancel: () => void = () => undefined
  #clips: readonly Clip[] = []
  #answer: ShownHere['answer'] = null
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

  /** The clip that is shown, and the answer that it came with. */
  get shown(): ShownHere {
    const clip = this.#clips[this.#current]
    const answer = clip === undefined ? this.#answer : clip.answer
    return { screen: 'the phone', surface: PLACEMENT, answer, item: clip?.item ?? null }
  }

  /** Requests the feed from its start. */
  ask(): void {
    this.#cancel()
    const begin = (outcome: AskOutcome): void => {
      this.#clear()
      this.#take(outcome)
    }
    // A feed that is there is not replaced; an empty one takes what comes late.
    const late = (outcome: AskOutcome): void => {
      if (this.#clips.length === 0) begin(outcome)
    }
    this.#ask({ late }, begin)
  }

  #ask(options: ClipsOptions, done: (outcome: AskOutcome) => void): void {
    const { device, hints } = this.#parts
    this.#loading = true
    this.#cancel = device.client.clips({ limit: PAGE, hints: hints(), ...options }, done).cancel
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

  #more(): void {
    const cursor = this.#cursor
    if (this.#loading || cursor === null) return
    const signals = this.#clips.map((clip) => clip.takeSignal()).filter((signal) => signal !== null)
    this.#ask({ cursor, signals }, (outcome) => this.#take(outcome))
  }

  #take(outcome: AskOutcome): void {
    this.#loading = false
    this.#parts.answered(outcome)
    this.#parts.list.querySelector(':scope > .last')?.remove()
    const { answer, failure } = outcome
    if (answer === null && failure !== null) {
      this.#close(failureNotice(failure, () => (this.#cursor === null ? this.ask() : this.#more())))
    } else this.#append(outcome)
  }

  #append(outcome: AskOutcome): void {
    const { list, device, announce } = this.#parts
    const items = outcome.items[PLACEMENT] ?? []
    const added = items.map((item, index) => {
      const report = device.client.report(outcome, item, () => clip.withdraw())
      const parts = { item, answer: outcome.answer, report, device, announce }
      const clip: Clip = new Clip(parts, this.#clips.length + index + 1)
      return clip
    })
    this.#clips = [...this.#clips, ...added]
    this.#cursor = outcome.answer?.cursor ?? null
    this.#answer = outcome.answer
    for (const { article } of added) {
      list.append(article)
      this.#observer.observe(article)
    }
    if (this.#clips.length === 0) this.#close(nothingNotice(outcome.answer?.noDecisions[0]))
    else if (this.#cursor === null) this.#close(this.#endCard())
  }

  #close(card: HTMLElement): void {
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
      button('primary', 'From the start', () => this.ask()),
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
    this.#parts.changed()
    if (this.#clips.length - index <= ASK_AHEAD) this.#more()
  }
}
