import type { Decision } from '../../../contracts/device/answers/decision.ts'
import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import type { Edge, EdgeOutcome } from './edge.ts'
import { button, element } from './element.ts'
import { failureNotice, nothingNotice, notice } from './notice.ts'
import type { Outbox } from './outbox.ts'
import {
  actionButton,
  captionsButton,
  pauseButton,
  posterOf,
  progressBar,
  ratingBadge,
  soundButton,
  taglineOf,
  wordsIn,
} from './overlay.ts'
import { PlaybackReport } from './playback-report.ts'
import { Player } from './player.ts'
import { whyStill } from './text.ts'

const SURFACE = 'home-hero'

interface HeroParts {
  readonly screen: HTMLElement
  readonly edge: Edge
  readonly outbox: Outbox
  readonly announce: (text: string) => void
  readonly answered: (outcome: EdgeOutcome) => void
}

/** The television: one decision, which plays at once, muted; otherwise it shows why it does not play. */
export class Hero {
  readonly #parts: HeroParts
  #asking = new AbortController()
  #leave: () => void = () => undefined

  constructor(parts: HeroParts) {
    this.#parts = parts
  }

  async ask(): Promise<void> {
    this.#asking.abort()
    this.#asking = new AbortController()
    const { edge, screen, answered } = this.#parts
    const outcome = await edge.autoplay(SURFACE, this.#asking.signal)
    if (outcome.kind === 'superseded') return
    answered(outcome)
    this.#leave()
    this.#leave = () => undefined
    if (outcome.kind === 'answer') this.#show(outcome.answer)
    else this.#fail(failureNotice(outcome, () => void this.ask()))
    screen.removeAttribute('aria-busy')
  }

  #show(answer: DecisionsAnswer): void {
    const items = [...(answer.decisions[SURFACE] ?? []).slice(0, 1), ...(answer.backups?.[SURFACE] ?? [])]
    if (items.length === 0) {
      this.#fail(nothingNotice(answer.noDecisions[0]))
      return
    }
    this.#try(answer, items, 0)
  }

  /** Shows the item at this index: first the winner, then each backup when all items before it could not be played. */
  #try(answer: DecisionsAnswer, items: readonly Decision[], index: number): void {
    const item = items[index]
    if (item === undefined) {
      this.#fail(notice('The video cannot be played', 'Neither the winner nor a backup would start.', null, null))
      return
    }
    const { edge, outbox, screen, announce } = this.#parts
    const report = new PlaybackReport(outbox, answer.token, item)
    const player = new Player(item, edge, () => {
      report.once('error')
      this.#leave()
      this.#try(answer, items, index + 1)
    })
    report.follow(player.video)
    this.#leave = () => {
      report.left()
      player.release()
    }
    const isBackup = index > 0
    screen.replaceChildren(...this.#drawn(item, player, report, isBackup))
    screen.dataset.asset = item.assetId
    this.#followState(player)
    if (item.autoplay.allowed) {
      announce(`${isBackup ? 'A backup plays' : 'Playing'}: ${item.display.title}.`)
      void this.#play(player)
    } else {
      screen.dataset.state = 'still'
      announce(`${item.display.title} waits. ${whyStill(item)}.`)
    }
  }

  #drawn(item: Decision, player: Player, report: PlaybackReport, isBackup: boolean): readonly HTMLElement[] {
    const { edge, announce } = this.#parts
    const progress = progressBar()
    progress.follow(player.video)
    const why = whyStill(item)
    const reason = item.autoplay.reason
    const shown = [
      posterOf(item, edge),
      player.video,
      element('div', { class: 'shade' }),
      button('play', '', () => void this.#play(player), `Play ${item.display.title}`),
      element(
        'div',
        { class: 'words' },
        element(
          'div',
          { class: 'badges' },
          ratingBadge(item),
          isBackup ? element('span', { class: 'badge' }, 'Backup') : null,
        ),
        element('h2', wordsIn(item.display.language), item.display.title),
        taglineOf(item),
        why === '' ? null : element('p', { class: 'why' }, `${why}${reason === undefined ? '' : ` (${reason})`}`),
        element(
          'div',
          { class: 'actions' },
          actionButton(item, () => report, announce),
        ),
      ),
      element(
        'div',
        { class: 'corner' },
        pauseButton(player.video),
        captionsButton(item, () => player.video),
        soundButton(
          () => player.video,
          () => report,
        ),
      ),
      progress.bar,
    ]
    return shown.filter((part) => part !== null)
  }

  #followState({ video }: Player): void {
    const { screen } = this.#parts
    screen.dataset.state = 'loading'
    for (const [event, state] of [
      ['playing', 'playing'],
      ['pause', 'paused'],
      ['ended', 'ended'],
    ] as const) {
      video.addEventListener(event, () => {
        // The last events of a replaced video may still arrive.
        if (video.isConnected) screen.dataset.state = state
      })
    }
  }

  async #play(player: Player): Promise<void> {
    const { screen, announce } = this.#parts
    if ((await player.play()) !== 'blocked') return
    screen.dataset.state = 'still'
    announce('The browser did not let the video start by itself.')
  }

  #fail(shown: HTMLElement | null): void {
    const { screen, announce } = this.#parts
    screen.dataset.state = 'failed'
    delete screen.dataset.asset
    screen.replaceChildren(...(shown === null ? [] : [shown]))
    announce(shown?.querySelector('strong')?.textContent ?? '')
  }
}
