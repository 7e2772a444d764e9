import type { ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { Instant } from '../frame/times.tsx'

interface WaitingRegionsProps {
  readonly waiting: ExperimentShown['waiting']
  readonly now: number
}

/** Regions where what was done to an experiment waits, and what they wait for. */
export function WaitingRegions({ waiting, now }: WaitingRegionsProps) {
  if (waiting.length === 0) return null
  return (
    <p class="refusal" role="note">
      <b>What was done waits in {waiting.length === 1 ? 'a region' : `${waiting.length} regions`}:</b>{' '}
      {waiting.map(({ region, by, until }, index) => (
        <>
          {index > 0 && ', '}
          <a href={`/console/regions/${region}`}>{region}</a>, for its {by} to end (<Instant at={until} now={now} />)
        </>
      ))}
      .
    </p>
  )
}
