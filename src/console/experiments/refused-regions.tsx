import type { ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { Prose } from '../frame/prose.tsx'

interface RefusedRegionsProps {
  readonly refused: ExperimentShown['refused']
  /** `do not serve it`, or `would not`. */
  readonly words: string
}

/** Regions that do not serve an experiment, each reason once. */
export function RefusedRegions({ refused, words }: RefusedRegionsProps) {
  const reasons = [...new Set(refused.map(({ reason }) => reason))]
  return (
    <>
      {reasons.map((each) => (
        <p class="refusal" role="note">
          <b>
            {regionsOf(refused.filter(({ reason }) => reason === each))} {words}:
          </b>{' '}
          <Prose text={each} />
        </p>
      ))}
    </>
  )
}

function regionsOf(refused: ExperimentShown['refused']): string {
  return refused.map(({ region }) => region).join(', ')
}
