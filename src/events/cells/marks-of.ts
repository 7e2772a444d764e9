import type { SoundItem } from '../sound-item.ts'
import { assetCells } from './asset-cells.ts'
import type { Cell, CellFamily, Counted } from './cell.ts'
import { deliveryCells } from './delivery-cells.ts'
import { renditionCells } from './rendition-cells.ts'

const FAMILIES: readonly CellFamily[] = [deliveryCells, assetCells, renditionCells]

/** A cell, with what was seen of it: who, and when first, milliseconds since 1970 UTC. */
export interface CellMarks {
  readonly cell: Cell
  readonly marks: ReadonlyMap<string, number>
}

/** An event that counts, and where. */
export interface CountedItem extends Counted {
  readonly item: SoundItem
}

/** Gathers what events count towards, by cell. Of repeats the earliest time stays, so their order does not matter. */
export function marksOf(counted: Iterable<CountedItem>): readonly CellMarks[] {
  const cells = new Map<string, { readonly cell: Cell; readonly marks: Map<string, number> }>()
  for (const { item, region, weight } of counted) {
    const mark = markOf(item)
    for (const cell of FAMILIES.flatMap((cellsOf) => cellsOf(item, { region, weight }))) {
      const name = `${cell.family} ${cell.owner} ${cell.field}`
      const known = cells.get(name) ?? { cell, marks: new Map<string, number>() }
      cells.set(name, known)
      known.marks.set(mark, Math.min(known.marks.get(mark) ?? Number.POSITIVE_INFINITY, item.occurredAt))
    }
  }
  return [...cells.values()]
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A decision and position, short: the id's last 12 bytes as base64url. Sampling leaves them random. */
function markOf({ decisionId, position }: Pick<SoundItem, 'decisionId' | 'position'>): string {
  let short = ''
  for (let at = 8; at < 32; at += 3) {
    const bits = Number.parseInt(decisionId.slice(at, at + 3), 16)
    short += `${DIGITS[bits >> 6]}${DIGITS[bits & 63]}`
  }
  return `${short}:${position}`
}
