import type { PublisherEnvironment } from '../environment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { ConsumerContext } from './message-consumers.ts'
import { pipelineSink } from './pipeline-sink.ts'
import { readStatsRate } from './stats-rate.ts'

/** What the consumers of messages use in a Worker. */
export function deployedEvents(environment: PublisherEnvironment, publisher: PublisherContext): ConsumerContext {
  return { ...publisher, sink: pipelineSink(environment.ANALYTICS), statsRate: readStatsRate(environment.STATS_RATE) }
}
