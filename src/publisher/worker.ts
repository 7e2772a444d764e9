import type { EdgeMessage } from '../model/queue-message.ts'
import { REGION_IDS, type RegionId } from '../model/region.ts'
import { createPublisherApp } from './app.ts'
import { consumeEvents } from './consume-events.ts'
import type { PublisherEnvironment } from './environment.ts'
import { runPublish } from './publish/run-publish.ts'
import { publisherContext } from './publisher-context.ts'

/** One region's publish, as the publisher asks it of itself: one region an invocation. */
interface PublishJob {
  readonly type: 'publish'
  readonly region: RegionId
}

const app = createPublisherApp(publisherContext)

/** The cron queues a job for each region; the jobs run one at a time, each with its own time and memory. */
async function schedulePublishes(environment: PublisherEnvironment): Promise<void> {
  const jobs = REGION_IDS.map((region): { body: PublishJob } => ({ body: { type: 'publish', region } }))
  await environment.JOBS.sendBatch(jobs)
}

async function consumeJobs(environment: PublisherEnvironment, batch: MessageBatch<PublishJob>): Promise<void> {
  const publisher = publisherContext(environment)
  for (const { body } of batch.messages) {
    // A refusal is an answer, and is in the region's log; a busy region is being published by somebody else.
    await runPublish(publisher, {
      region: body.region,
      dryRun: false,
      mend: false,
      actor: 'cron',
      reason: 'schedule',
    }).catch((error: unknown) =>
      console.error(JSON.stringify({ level: 'error', code: 'publish-job', name: String(error) })),
    )
  }
}

function isJobs(batch: MessageBatch<PublishJob | EdgeMessage>): batch is MessageBatch<PublishJob> {
  return batch.queue.startsWith('firstframe-jobs')
}

export default {
  fetch: app.fetch,
  scheduled: (_controller, environment) => schedulePublishes(environment),
  queue: async (batch, environment) => {
    if (isJobs(batch)) await consumeJobs(environment, batch)
    else await consumeEvents(publisherContext(environment), (batch as MessageBatch<EdgeMessage>).messages)
  },
} satisfies ExportedHandler<PublisherEnvironment, PublishJob | EdgeMessage>
