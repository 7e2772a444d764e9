import type { StatedHints } from '../../../client/device-types.ts'
import type { AskOutcome } from '../../../client/outcome.ts'
import type { PlaybackReport } from '../../../client/playback/playback-report.ts'
import type { Decision } from '../../../contracts/device/answers/decision.ts'
import { button, element } from './element.ts'
import type { LabDevice } from './lab-device.ts'
import { failureNotice, nothingNotice, notice } from './notice.ts'
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
import { Player } from './player.ts'
import { whyStill } from './text.ts'
import type { ShownHere } from './why/shown-here.ts'

const SURFACE = 'home-hero'

interface HeroParts {
  readonly screen: HTMLElement
  readonly device: LabDevice
  readonly hints: () => StatedHints
  readonly announce: (text: string) => void
  readonly answered: (outcome: AskOutcome) => void
  /** Called when something else is shown. */
  readonly changed: () => void
}

/** The television: one decision, which plays at once, muted; otherwise it shows why it does not play. */
export class Hero {
  readonly #parts: HeroParts
  #cancel: () => void = () => undefined
  #leave: () => void = () => undefined
  #shown: ShownHere = { screen: 'the television', surface: SURFACE, answer: null, item: null }

  constructor(parts: HeroParts) {
    this.#parts = parts
  }

  /** What plays there now. */
  get shown(): ShownHere {
    return this.#shown
  }

  /** Resolves when the screen shows something, which is at the deadline at the latest. */
  ask(): Promise<void> {
    this.#cancel()
    const { device, hints } = this.#parts
    return new Promise((resolve) => {
      let isEmpty = false
      // Whatever plays is not replaced; a screen without anything takes what comes late.
      const late = (outcome: AskOutcome): void => {
        if (isEmpty) this.#take(outcome)
      }
      const asking = device.client.autoplay(SURFACE, { hints: hints(), late }, (outcome) => {
        isEmpty = outcome.answer === null
        this.#take(outcome)
        resolve()
      })
      this.#cancel = asking.cancel
    })
  }

  #take(outcome: AskOutcome): void {
    const { screen, answered } = this.#parts
    answered(outcome)
    this.#leave()
    this.#leave = () => undefined
    const { answer, failure, items, backups } = outcome
    this.#show(answer, null)
    const playable = [...(items[SURFACE] ?? []).slice(0, 1), ...(backups[SURFACE] ?? [])]
    if (playable.length > 0) this.#try(outcome, playable, 0)
    else if (answer === null && failure !== null) this.#fail(failureNotice(failure, () => void this.ask()))
    else this.#fail(nothingNotice(answer?.noDecisions[0]))
    screen.removeAttribute('aria-busy')
  }

  /** Shows the item at this index: first the winner, then each backup when all items before it could not be played. */
  #try(outcome: AskOutcome, items: readonly Decision[], index: number): void {
    const item = items[index]
    if (item === undefined) {
      this.#fail(notice('The video cannot be played', 'Neither the winner nor a backup would start.', null, null))
      return
    }
    const { device, screen, announce } = this.#parts
    const report = device.client.report(outcome, item, () => {
      announce(`${item.display.title} was taken down. The next one plays.`)
      gaveUp()
    })
    const gaveUp = (): void => {
      this.#leave()
      this.#try(outcome, items, index + 1)
    }
    const player = new Player({ item, device, report, gaveUp })
    this.#leave = () => {
      report.left()
      player.release()
    }
    const isBackup = index > 0
    screen.replaceChildren(...this.#drawn(item, player, report, isBackup))
    screen.dataset.asset = item.assetId
    this.#show(outcome.answer, item)
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
    const { device, announce } = this.#parts
    const progress = progressBar()
    progress.follow(player.video)
    const why = whyStill(item)
    const reason = item.autoplay.reason
    const shown = [
      posterOf(item, device),
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

  #show(answer: ShownHere['answer'], item: ShownHere['item']): void {
    this.#shown = { ...this.#shown, answer, item }
    this.#parts.changed()
  }

  #fail(shown: HTMLElement): void {
    const { screen, announce } = this.#parts
    screen.dataset.state = 'failed'
    delete screen.dataset.asset
    screen.replaceChildren(shown)
    announce(shown.querySelector('strong')?.textContent ?? '')
  }
}
