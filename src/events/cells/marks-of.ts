import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'
import type { SoundItem } from '../sound-item.ts'
import { assetCells } from './asset-cells.ts'
import type { Cell, CellFamily, Counted } from './cell.ts'
import { deliveryCells } from './delivery-cells.ts'
import { markScore } from './mark-score.ts'
import { renditionCells } from './rendition-cells.ts'

const FAMILIES: readonly CellFamily[] = [deliveryCells, assetCells, renditionCells]

/** A cell, with what was seen of it: who, and the least score of when (`mark-score.ts`). */
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
    const decision = decisionMark(item)
    for (const cell of FAMILIES.flatMap((cellsOf) => cellsOf(item, { region, weight }))) {
      const mark = cell.family === 'assets' ? (unitMark(item) ?? decision) : decision
      const name = `${cell.family} ${cell.owner} ${cell.field}`
      const known = cells.get(name) ?? { cell, marks: new Map<string, number>() }
      cells.set(name, known)
      const score = markScore(cell.family, item)
      known.marks.set(mark, Math.min(known.marks.get(mark) ?? Number.POSITIVE_INFINITY, score))
    }
  }
  return [...cells.values()]
}

const DAY_MS = 86_400_000

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * A viewer or session on a day: however often one does the same, an asset learns of it once a day. It is hashed with the
 * day and the asset, so that no mark tells where else the same viewer was. Null: nothing may be known of the viewer.
 */
function unitMark({ unit, assetId, occurredAt }: SoundItem): string | null {
  if (unit === null) return null
  const name = `${unit} ${assetId} ${Math.floor(occurredAt / DAY_MS)}`
  return `unit:${hash32(name).toString(36)}${idCheck(name).toString(36)}`
}

/** A decision and position, short: the id's last 12 bytes as base64url. Sampling leaves them random. */
function decisionMark({ decisionId, position }: Pick<SoundItem, 'decisionId' | 'position'>): string {
  let short = ''
  for (let at = 8; at < 32; at += 3) {
    const bits = Number.parseInt(decisionId.slice(at, at + 3), 16)
    short += `${DIGITS[bits >> 6]}${DIGITS[bits & 63]}`
  }
  return `${short}:${position}`
}
