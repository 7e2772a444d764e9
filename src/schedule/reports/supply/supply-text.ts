import type { SupplyCell } from '../../../model/messages/queue-message.ts'
import { SURFACE_IDS, type SurfaceId } from '../../../model/nouns/surface.ts'

/**
 * Cells as compact text, because a thousand isolates are read at once: `DE home-hero 120 territory 3;AT …` is 120
 * answered, and 3 empty by `territory`.
 */
export function textOfCells(cells: readonly SupplyCell[]): string {
  return cells
    .map(({ territory, surface, answered, empty }) =>
      [territory, surface, answered, ...Object.entries(empty).flat()].join(' '),
    )
    .join(';')
}

/** The cells of such a text. Each text was written by `textOfCells`; a cell that is damaged all the same is left out. */
export function cellsOfText(text: string): SupplyCell[] {
  return text === '' ? [] : text.split(';').flatMap(cellOf)
}

function cellOf(text: string): SupplyCell[] {
  const [territory = '', surface = '', answeredText, ...words] = text.split(' ')
  const answered = Number(answeredText)
  const empty: [string, number][] = []
  let asked = answered
  for (let index = 0; index < words.length; index += 2) {
    const times = Number(words[index + 1])
    empty.push([words[index] ?? '', times])
    asked += times
  }
  if (!isSurface(surface) || !Number.isSafeInteger(asked)) return []
  return [{ territory, surface, asked, answered, empty: Object.fromEntries(empty) }]
}

function isSurface(word: string): word is SurfaceId {
  const surfaces: readonly string[] = SURFACE_IDS
  return surfaces.includes(word)
}
