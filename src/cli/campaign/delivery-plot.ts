import { type DeliveryCurves, roundTop, valueAt } from '../../learn/delivery/delivery-curves.ts'
import { count } from '../frame/output.ts'

const ROWS = 15
/** A date below the picture takes so many columns, with a gap. */
const DATE_WIDTH = 8
/** Later marks cover earlier ones. */
const MARKS = { between: '░', booked: '─', planned: '·', projected: '○', delivered: '█' } as const

/** The curves as text: readable without colour, and no wider than `width` columns. */
export function deliveryPlot(curves: DeliveryCurves, width: number): readonly string[] {
  const { days, booked, top } = curves
  if (top === 0) return ['nothing to draw: nothing is planned, delivered or projected']
  const greatest = roundTop(top)
  const scale = [greatest, greatest / 2, 0].map((value) => count(Math.round(value)))
  const labels = Math.max(...scale.map(({ length }) => length))
  const columns = Math.max(10, width - labels - 2)
  const grid = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => ' '))
  const rowOf = (value: number) => Math.round((value / greatest) * (ROWS - 1))
  const put = (mark: string, column: number, row: number) => {
    const line = grid[ROWS - 1 - row]
    if (line !== undefined) line[column] = mark
  }
  for (let column = 0; column < columns; column += 1) {
    const at = (column / (columns - 1)) * days.length
    const [low, high] = [valueAt(curves.low, at), valueAt(curves.high, at)]
    if (low !== null && high !== null) {
      for (let row = rowOf(low); row <= rowOf(high); row += 1) put(MARKS.between, column, row)
    }
    if (booked !== null) put(MARKS.booked, column, rowOf(booked))
    for (const name of ['planned', 'projected', 'delivered'] as const) {
      const value = valueAt(curves[name], at)
      if (value !== null) put(MARKS[name], column, rowOf(value))
    }
  }
  const scaleAt = new Map([0, (ROWS - 1) / 2, ROWS - 1].map((row, index) => [row, scale[index] ?? '']))
  const lines = grid.map((row, index) => {
    return `${(scaleAt.get(index) ?? '').padStart(labels)} ${scaleAt.has(index) ? '┤' : '│'}${row.join('')}`.trimEnd()
  })
  const axis = `${' '.repeat(labels)} └${'─'.repeat(columns)}`
  return [...lines, axis, dates(days, columns, labels), '', legend(curves)]
}

function legend({ booked, planned, projected }: DeliveryCurves): string {
  return [
    ...(booked === null ? [] : [`${MARKS.booked} booked`]),
    ...(planned.length === 0 ? [] : [`${MARKS.planned} planned`]),
    `${MARKS.delivered} delivered`,
    ...(projected.length === 0 ? [] : [`${MARKS.projected} projected`, `${MARKS.between} four cases of five`]),
  ].join('  ')
}

/** Month and day below the curves, as many as there is room for. */
function dates(days: readonly string[], columns: number, labels: number): string {
  const line = Array.from({ length: columns }, () => ' ')
  const step = Math.max(1, Math.ceil((DATE_WIDTH * days.length) / columns))
  for (let index = 0; index < days.length; index += step) {
    const from = Math.round((index / days.length) * (columns - 1))
    const text = days[index]?.slice(5) ?? ''
    if (from + text.length <= columns) line.splice(from, text.length, ...text)
  }
  return `${' '.repeat(labels)}  ${line.join('')}`.trimEnd()
}
