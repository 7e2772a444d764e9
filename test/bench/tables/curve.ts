import type { BenchRow } from '../suite.ts'

const BAR = 40

/**
 * How values grow with the number of candidates, as a picture of text: a line a size, bars on a logarithmic scale from
 * the least value of all to the greatest, and how much a size costs more than the one before.
 */
export function curves(rows: readonly BenchRow[], unit: string): string[] {
  const measured = rows.filter((row) => row.unit === unit && row.median > 0)
  const names = [...new Set(measured.map(({ name }) => name))]
  const least = Math.min(...measured.map(({ median }) => median))
  const greatest = Math.max(...measured.map(({ median }) => median))
  const length = (value: number) =>
    greatest === least ? BAR : 1 + Math.round(((BAR - 1) * Math.log(value / least)) / Math.log(greatest / least))
  return names.flatMap((name) => {
    const points = measured.filter((row) => row.name === name).sort((one, other) => one.candidates - other.candidates)
    const lines = points.map(({ candidates, median }, index) => {
      const before = points[index - 1]
      const growth = before === undefined ? '' : `  × ${(median / before.median).toPrecision(2)}`
      const size = candidates.toLocaleString('en-US').padStart(10)
      return `${size}  ${'#'.repeat(length(median)).padEnd(BAR)}  ${median} ${unit}${growth}`
    })
    return [name, ...lines]
  })
}
