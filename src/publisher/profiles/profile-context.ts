import type { LearnedRuns } from '../learned/learned-runs.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** What writing profiles needs. */
export type ProfileContext = Pick<PublisherContext, 'redis' | 'now' | 'newToken' | 'wait' | 'rules' | 'unitsOf'> & {
  /** What regions serve, and so the vectors that tastes are made of. */
  readonly learnedRuns: Pick<LearnedRuns, 'servedIn'>
}
