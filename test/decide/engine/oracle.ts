import type { EngineColumns, TopQuery } from '../../../src/decide/engine/engine.ts'

/** A row as the naive evaluator sees it: an object with everything on it, from no shared code. */
interface Row {
  readonly row: number
  readonly asset: number
  readonly hash: number
  readonly titleHash: number
  readonly taste: readonly number[]
  readonly classes: readonly number[]
}

export function naiveRows(columns: EngineColumns, column = 0): Row[] {
  const tastes = [columns.taste, ...columns.otherTastes][column] ?? []
  return [...columns.rowAsset].map((asset, row) => ({
    row,
    asset,
    hash: Number(columns.assetHash[asset]),
    titleHash: Number(columns.assetTitleHash[asset]),
    taste: [...tastes.slice(asset * 32, asset * 32 + 32)],
    classes: columns.assetClass.map((group) => Number(group[asset])),
  }))
}

const clamp = (value: number, greatest: number) => Math.min(greatest, Math.max(-greatest, value))

function lossOf(hash: number, penalties: TopQuery['penalties']): number {
  const own = penalties.filter((penalty) => penalty.hash === hash).map(({ points }) => points)
  if (own.some((points) => points >= 2147483647)) return Number.POSITIVE_INFINITY
  const counted = own.map((points) => (points > 0 ? Math.floor(points) : 0))
  return Math.min(
    268435456,
    counted.reduce((sum, points) => sum + points, 0),
  )
}

/** Objects, filter and sort: what both engines must answer, row by row and point by point. */
export function naiveTop(
  columns: EngineColumns,
  base: Int32Array,
  open: ReadonlySet<number>,
  query: Omit<TopQuery, 'plane' | 'base'>,
): { rows: number[]; scores: number[] } {
  const scored = naiveRows(columns, query.taste)
    .filter(({ row }) => open.has(row) && row >= query.from && row < query.to)
    .map(({ row, taste, classes, hash, titleHash }) => {
      const product = taste.reduce((sum, value, index) => sum + value * clamp(Number(query.vector[index]), 4095), 0)
      const bonus = query.bonus ? clamp(Number(query.bonus.points[Number(classes[query.bonus.group])]), 268435456) : 0
      const lost = lossOf(hash, query.penalties) + (titleHash === 0 ? 0 : lossOf(titleHash, query.penalties))
      return { row, score: clamp(Number(base[row]), 536870912) + product + bonus - lost }
    })
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, query.k)
  return { rows: scored.map(({ row }) => row), scores: scored.map(({ score }) => score) }
}
