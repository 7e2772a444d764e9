import type { TelemetryMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { EdgeEnvironment } from '../environment.ts'
import type { Isolate } from '../isolate.ts'
import type { KeepAlive } from '../residence/text/page-reader.ts'

/** What sending telemetry needs. */
export interface TelemetrySender {
  readonly isolate: Pick<Isolate, 'telemetry'>
  readonly environment: Pick<EdgeEnvironment, 'EVENTS'>
  readonly keepAlive: KeepAlive
}

/**
 * Sends a report in the background. If none is due, it waits for a moment without requests and reports then: otherwise
 * the last answers before a region falls silent would be known to nobody.
 */
export function sendTelemetry(sender: TelemetrySender, region: RegionId, due: TelemetryMessage | null): void {
  const waitMs = due === null ? sender.isolate.telemetry.beginWait(region) : null
  if (due !== null) sender.keepAlive(send(sender, due))
  else if (waitMs !== null) sender.keepAlive(sendLater(sender, region, waitMs))
}

async function sendLater(sender: TelemetrySender, region: RegionId, waitMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, waitMs))
  const report = sender.isolate.telemetry.early(region, Date.now())
  if (report !== null) await send(sender, report)
}

/** A lost report costs a line on the status page, never an answer; what it has of supply is reported again. */
async function send({ isolate, environment }: TelemetrySender, report: TelemetryMessage): Promise<void> {
  try {
    await environment.EVENTS.send(report)
  } catch {
    return
  }
  isolate.telemetry.accept(report)
}
