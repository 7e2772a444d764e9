import type { AskOutcome } from '../../../../client/outcome.ts'
import type { Decision } from '../../../../contracts/device/answers/decision.ts'
import { button, element } from '../element.ts'
import type { LabDevice } from '../lab-device.ts'
import { posterOf, ratingBadge, wordsIn } from '../overlay.ts'
import { Player } from '../player.ts'

/** What a tile needs beside its decision. */
export interface TileParts {
  readonly outcome: AskOutcome
  readonly item: Decision
  readonly device: LabDevice
  readonly announce: (text: string) => void
  readonly why: () => void
}

/** A tile: its poster until somebody presses it, then its video; what it says is below the picture. */
export class Tile {
  readonly article: HTMLElement
  readonly #parts: TileParts
  readonly #picture: HTMLButtonElement
  #player: Player | null = null

  constructor(parts: TileParts) {
    const { item, device, why } = parts
    this.#parts = parts
    this.#picture = button('picture', '', () => void this.#press(), `Play ${item.display.title}`)
    this.#picture.append(...[posterOf(item, device)].filter((poster) => poster !== null))
    this.article = element(
      'article',
      { class: 'tile' },
      this.#picture,
      element('h4', wordsIn(item.display.language), item.display.title),
      element('p', {}, ratingBadge(item), button('why-tile', 'Why?', why, `Why this? ${item.display.title}`)),
    )
    this.article.dataset.asset = item.assetId
  }

  /** Another answer takes its place. */
  release(): void {
    this.#player?.release()
  }

  async #press(): Promise<void> {
    const player = this.#player ?? this.#loaded()
    if (player.video.paused) await player.play()
    else player.video.pause()
  }

  #loaded(): Player {
    const { outcome, item, device, announce } = this.#parts
    const gaveUp = (): void => announce(`${item.display.title} cannot be played.`)
    const player = new Player({ item, device, report: device.client.report(outcome, item, gaveUp), gaveUp })
    this.#player = player
    this.#picture.append(player.video)
    return player
  }
}
