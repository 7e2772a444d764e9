import { RegionRow } from './region-row.tsx'
import type { Situation } from './verdict/situation.ts'
import type { RankedRegion } from './verdict/verdict.ts'

interface RegionTableProps {
  readonly regions: readonly RankedRegion[]
  readonly health: Situation['health']
  readonly now: number
}

/** The regions, the worst first. On a phone a row is a block with the names of its figures. */
export function RegionTable({ regions, health, now }: RegionTableProps) {
  return (
    <section class="panel scroll regions" aria-label="Regions">
      <table>
        <thead>
          <tr>
            <th>Region</th>
            <th class="right">Live</th>
            <th class="right">Age</th>
            <th>Isolates, by what they answer from</th>
            <th>Answers, 3 h</th>
            <th class="right">House idents</th>
            <th class="right">Empty</th>
            <th>Takedowns</th>
            <th>Last outcome</th>
          </tr>
        </thead>
        <tbody data-part="regions">
          {regions.map((ranked) => (
            <RegionRow ranked={ranked} buckets={health[ranked.status.region] ?? null} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
