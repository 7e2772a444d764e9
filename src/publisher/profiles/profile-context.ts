import type { PublisherContext } from '../publisher-context.ts'

/** What writing profiles needs. */
export type ProfileContext = Pick<PublisherContext, 'redis' | 'now' | 'newToken' | 'wait' | 'rules' | 'unitsOf'>
