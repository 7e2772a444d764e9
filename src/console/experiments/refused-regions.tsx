import type { ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { refusedAlike } from '../../experiment/record/refused-alike.ts'
import { Prose } from '../frame/prose.tsx'

interface RefusedRegionsProps {
  readonly refused: ExperimentShown['refused']
  /** Whether nobody takes part yet: then they would not serve it. */
  readonly isDraft: boolean
}

/** Regions that do not serve an experiment, each reason once. */
export function RefusedRegions({ refused, isDraft }: RefusedRegionsProps) {
  return (
    <>
      {refusedAlike(refused).map(({ regions, reason }) => (
        <p class="refusal" role="note">
          <b>
            {regions.join(', ')} {wordsOf(regions, isDraft)}:
          </b>{' '}
          <Prose text={reason} />
        </p>
      ))}
    </>
  )
}

/** Why more units could not take part now: by regions, or else by what stands against it in all of them. */
export function AgainstMore({ shown: { refused, against, state } }: { readonly shown: ExperimentShown }) {
  if (refused.length > 0) return <RefusedRegions refused={refused} isDraft={state === 'draft'} />
  if (against === null) return null
  return (
    <p class="refusal" role="note">
      <b>It would be refused now:</b> <Prose text={against} />
    </p>
  )
}

function wordsOf(regions: readonly string[], isDraft: boolean): string {
  if (isDraft) return 'would not serve it'
  return regions.length === 1 ? 'does not serve it' : 'do not serve it'
}
