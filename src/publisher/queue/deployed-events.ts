import type { PublisherEnvironment } from '../environment.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { ConsumerContext } from './message-consumers.ts'
import { pipelineSink } from './pipeline-sink.ts'
import { readStatsRate } from './stats-rate.ts'

/** What the consumers of messages use in a Worker. */
export function deployedEvents(
  environment: Pick<PublisherEnvironment, 'ANALYTICS' | 'STATS_RATE'>,
  publisher: PublisherContext,
): ConsumerContext {
  return {
    ...publisher,
    sink: pipelineSink(environment.ANALYTICS),
    // Read by whoever counts: a rate that cannot be read holds up events, and neither what died nor any other message.
    get statsRate() {
      return readStatsRate(environment.STATS_RATE)
    },
  }
}
