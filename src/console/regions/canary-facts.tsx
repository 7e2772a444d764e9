import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { Instant } from '../frame/times.tsx'
import { SnapshotName } from './snapshot-names.tsx'

interface CanaryFactsProps {
  readonly canary: NonNullable<RegionStatus['canary']>
  readonly now: number
}

/** What is tried, on whom, and until when. */
export function CanaryFacts({ canary: { snapshot, percent, startedAt, until }, now }: CanaryFactsProps) {
  return (
    <p>
      <SnapshotName id={snapshot} /> is tried on {percent} % of the viewers since <Instant at={startedAt} now={now} />.
      It ends by itself at <Instant at={until} now={now} />, and without enough to promote it, it is taken back.
    </p>
  )
}
