import type { AskedPlacement, StatedHints } from '../../../../client/device-types.ts'
import type { AskOutcome } from '../../../../client/outcome.ts'
import type { Decision } from '../../../../contracts/device/answers/decision.ts'
import { element } from '../element.ts'
import type { LabDevice } from '../lab-device.ts'
import type { ShownHere } from '../why/shown-here.ts'
import { Tile } from './tile.ts'

/** What stands under one heading: some placements of the batch. */
interface Shelf {
  readonly name: string
  readonly screen: string
  readonly placements: readonly AskedPlacement[]
}

interface ShelvesParts {
  readonly list: HTMLElement
  readonly device: LabDevice
  readonly hints: () => StatedHints
  readonly announce: (text: string) => void
  readonly why: (shown: ShownHere) => void
}

const TILES = [1, 2, 3, 4]

/** Two rows of tiles, and beside a title its page and what comes after it: all decided in one batch. */
function shelvesFor(title: Decision | null): readonly Shelf[] {
  const row = (id: string, name: string): Shelf => ({
    name,
    screen: `the row “${name}”`,
    placements: TILES.map((tile) => ({ id: `${id}-${tile}`, surface: 'browse-tile', row: id })),
  })
  const { titleId, display } = title ?? {}
  const beside: readonly Shelf[] = titleId
    ? [
        {
          name: `Title page of ${display?.title}`,
          screen: 'the title page',
          placements: [{ id: 'title-page', surface: 'title-detail', titleId, count: 2 }],
        },
        {
          name: `After ${display?.title}`,
          screen: 'the post-play screen',
          placements: [{ id: 'after', surface: 'post-play', inView: titleId, count: 2 }],
        },
      ]
    : []
  return [row('popular', 'Popular now'), row('tonight', 'For tonight'), ...beside]
}

/** The rows below the television, its title page and its post-play: one question, one answer. */
export class Shelves {
  readonly #parts: ShelvesParts
  #cancel: () => void = () => undefined
  #tiles: readonly Tile[] = []
  #isWithoutTitle = false

  constructor(parts: ShelvesParts) {
    this.#parts = parts
  }

  /**
   * Resolves when something is shown.
   *
   * @param title whose page it is, and after which the post-play comes; null: neither is shown
   */
  ask(title: Decision | null): Promise<void> {
    this.#cancel()
    this.#isWithoutTitle = title === null
    const shelves = shelvesFor(title)
    const { device, hints } = this.#parts
    const placements = shelves.flatMap((shelf) => shelf.placements)
    return new Promise((resolve) => {
      const take = (outcome: AskOutcome): void => {
        this.#draw(shelves, outcome)
        resolve()
      }
      this.#cancel = device.client.decisions(placements, { hints: hints(), late: take }, take).cancel
    })
  }

  /** A title that comes late gets its page all the same. */
  follow(title: Decision | null): void {
    if (this.#isWithoutTitle && title !== null) void this.ask(title)
  }

  #draw(shelves: readonly Shelf[], outcome: AskOutcome): void {
    for (const tile of this.#tiles) tile.release()
    this.#tiles = []
    const drawn = shelves.map((shelf) => {
      const tiles = shelf.placements.flatMap((placement) =>
        (outcome.items[placement.id] ?? []).map((item) => this.#tile(shelf, placement, item, outcome)),
      )
      this.#tiles = [...this.#tiles, ...tiles]
      const shown =
        tiles.length === 0
          ? [element('p', { class: 'hint' }, emptyWords(shelf, outcome))]
          : tiles.map(({ article }) => article)
      return element(
        'section',
        { class: 'shelf', 'aria-label': shelf.name },
        element('h3', { dir: 'auto' }, shelf.name),
        element('div', { class: 'tiles' }, ...shown),
      )
    })
    this.#parts.list.replaceChildren(...drawn)
  }

  #tile({ screen }: Shelf, { surface, titleId, inView }: AskedPlacement, item: Decision, outcome: AskOutcome): Tile {
    const { device, announce, why } = this.#parts
    const shown = { screen, surface, answer: outcome.answer, item, beside: titleId ?? inView ?? null }
    return new Tile({ outcome, item, device, announce, why: () => why(shown) })
  }
}

function emptyWords({ placements }: Shelf, { answer, failure }: AskOutcome): string {
  const entry = answer?.noDecisions.find(({ placement }) => placements.some(({ id }) => id === placement))
  if (entry !== undefined) return `Nothing to play: ${entry.reason}`
  return failure === null ? 'Nothing to play' : failure.detail
}
