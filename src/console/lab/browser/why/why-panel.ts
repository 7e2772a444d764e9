import type { StatedHints } from '../../../../client/device-types.ts'
import { button, element } from '../element.ts'
import type { Settings } from '../settings.ts'
import { askWhy } from './ask-why.ts'
import type { ShownHere } from './shown-here.ts'
import { whyAnswer } from './why-answer.ts'
import { whyQuestion } from './why-question.ts'

interface WhyParts {
  readonly card: HTMLElement
  /** Path of this origin that explains. */
  readonly path: string
  readonly settings: () => Settings
  /** The hints that the screen of this surface is asked with. */
  readonly hints: (surface: ShownHere['surface']) => StatedHints
}

/** The line of a decision takes some seconds to the log, which knows its arms: so often it is asked, and so far apart. */
const ASKED_MAX = 4
const AGAIN_MS = 2_500

/** "Why this?": why that plays on one of the screens, as explain tells it. Closed until somebody asks. */
export class WhyPanel {
  readonly #parts: WhyParts
  #of: (() => ShownHere) | null = null
  #returnTo: Element | null = null
  #asked = 0

  constructor(parts: WhyParts) {
    this.#parts = parts
    parts.card.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close()
    })
  }

  /** Opens it for a screen and takes the focus there; closed, the focus goes back to where it was. */
  open(of: () => ShownHere): void {
    this.#of = of
    this.#returnTo = document.activeElement
    const { card } = this.#parts
    card.hidden = false
    this.#draw(element('p', { class: 'hint' }, 'Asking…'))
    card.focus()
    void this.#ask(of())
  }

  /** Something else plays on a screen: if it is the one that is explained, so is this. */
  changed(surface: ShownHere['surface']): void {
    const shown = this.#of?.()
    if (shown !== undefined && shown.surface === surface) void this.#ask(shown)
  }

  async #ask(shown: ShownHere): Promise<void> {
    const mine = ++this.#asked
    const { path, settings, hints } = this.#parts
    if (shown.answer === null) {
      this.#draw(element('p', { class: 'hint' }, `The edge gave no answer for ${shown.screen}, so none is explained.`))
      return
    }
    const question = whyQuestion(shown, shown.answer, settings(), hints(shown.surface))
    for (let times = 0; times < ASKED_MAX; times++) {
      if (times > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      const { explanation, refusal } = await askWhy(path, question)
      if (mine !== this.#asked) return
      this.#draw(
        ...(explanation === null ? [element('p', { class: 'refused' }, refusal)] : whyAnswer(shown, explanation)),
      )
      if (explanation?.arms !== null) return
    }
  }

  #draw(...shown: readonly HTMLElement[]): void {
    const { card } = this.#parts
    const hadFocus = card.contains(document.activeElement)
    const close = button('close', 'Close', () => this.#close())
    card.replaceChildren(element('div', { class: 'head' }, element('h2', {}, 'Why this?'), close), ...shown)
    if (hadFocus) card.focus({ preventScroll: true })
  }

  #close(): void {
    this.#of = null
    this.#asked++
    this.#parts.card.hidden = true
    if (this.#returnTo instanceof HTMLElement) this.#returnTo.focus()
  }
}
