import type { PublisherEnvironment } from '../environment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { EventsContext } from './events-context.ts'
import { pipelineSink } from './pipeline-sink.ts'
import { readStatsRate } from './stats-rate.ts'

/** What the consumers of messages use in a Worker. */
export function deployedEvents(
  environment: PublisherEnvironment,
  { redis, now }: Pick<PublisherContext, 'redis' | 'now'>,
): EventsContext {
  return { redis, now, sink: pipelineSink(environment.ANALYTICS), statsRate: readStatsRate(environment.STATS_RATE) }
}
