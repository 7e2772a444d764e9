import type { ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { plain } from '../frame/output.ts'

/** Regions that are kept at a snapshot of before, and how each is let go: by what keeps them. */
export function waitingLines({ waiting }: Pick<ExperimentShown, 'waiting'>): string[] {
  return (['canary', 'pin'] as const).flatMap((by) => {
    const held = waiting.filter((each) => each.by === by)
    const [first] = held
    if (first === undefined) return []
    const where = plain(held.map(({ region }) => region).join(', '))
    const latest = plain(
      held
        .map(({ until }) => until)
        .toSorted()
        .at(-1)
        ?.slice(0, 16),
    )
    const ends = by === 'canary' ? `ff canary ${plain(first.region)} --stop` : `ff unpin ${plain(first.region)}`
    return [`waits for the end of a ${by} in ${where}, at the latest ${latest} UTC; at once: ${ends} --reason "…"`]
  })
}
