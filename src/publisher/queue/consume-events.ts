import type { EdgeMessage } from '../../model/messages/queue-message.ts'
import { countCanaryEvents, keepCanaryReport } from '../../schedule/reports/canary-counts.ts'
import { keepDecision } from '../../schedule/reports/decision-lines.ts'
import { countImpressions } from '../../schedule/reports/impressions.ts'
import { keepReport } from '../../schedule/reports/isolate-reports.ts'
import type { EventsBatch, EventsContext } from './events-context.ts'

/** Stores an isolate's report, and what it counted of a canary. */
async function takeReport(
  { redis }: EventsContext,
  report: Extract<EdgeMessage, { type: 'telemetry' }>,
): Promise<void> {
  await keepReport({ redis }, report)
  if (report.canary) await keepCanaryReport(redis, report.region, { isolate: report.isolate, report: report.canary })
}

async function take(publisher: EventsContext, message: EdgeMessage): Promise<void> {
  if (message.type === 'telemetry') await takeReport(publisher, message)
  else if (message.type === 'decision') await keepDecision(publisher.redis, message, publisher.now())
  else {
    await countImpressions(publisher, message.region, message.items)
    await countCanaryEvents(publisher.redis, message.region, message.items)
  }
}

/** Processes a batch of the edge's messages; each is acknowledged or retried by itself. */
export async function consumeEvents(publisher: EventsContext, batch: EventsBatch): Promise<void> {
  for (const message of batch.messages) {
    try {
      await take(publisher, message.body)
      message.ack()
    } catch {
      message.retry()
    }
  }
}
