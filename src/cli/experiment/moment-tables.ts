import type { DuckDBConnection } from '@duckdb/node-api'
import type { ExposedCell } from '../../experiment/analysis/moments/moments.ts'
import type { MomentTables } from '../../experiment/metrics/moments-of-rows.ts'

/** Reads the tables that the queries made. @param arms how many the experiment has */
export async function readMomentTables(connection: DuckDBConnection, arms: number): Promise<MomentTables> {
  const armUnits = await rowsOf(connection, 'SELECT * FROM arm_units ORDER BY place')
  const cells = await rowsOf(connection, 'SELECT * FROM cell_units ORDER BY ALL')
  const moments = await rowsOf(connection, 'SELECT * FROM moments ORDER BY metric, place')
  return {
    armUnits: armUnits.map((row) => ({
      ...{ place: Number(row.place), units: Number(row.units), exposedTwice: Number(row.exposed_twice) },
    })),
    cells: cellsOf(cells, arms),
    // Sums of whole numbers may be above 2^53: they are rounded here, and only here.
    moments: moments.map((row) => {
      const numbers = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))
      return { ...numbers, metric: Number(row.metric), place: Number(row.place) }
    }),
  }
}

type Row = Readonly<Record<string, unknown>>

/** One cell for each place that units were met at, with the units of all arms. */
function cellsOf(rows: readonly Row[], arms: number): readonly ExposedCell[] {
  const cells = new Map<string, { readonly where: Record<string, string>; readonly units: number[] }>()
  for (const { territory, device, surface, place, units } of rows) {
    const where = { territory: String(territory), device: String(device), surface: String(surface) }
    const key = JSON.stringify(where)
    const cell = cells.get(key) ?? { where, units: Array.from({ length: arms }, () => 0) }
    cell.units[Number(place)] = Number(units)
    cells.set(key, cell)
  }
  return [...cells.values()]
}

async function rowsOf(connection: DuckDBConnection, query: string): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(query)).getRowObjects()
}
