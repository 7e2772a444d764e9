import type { RungCounts, TelemetryMessage } from '../../model/messages/queue-message.ts'
import type { HealthReport } from './health-counts.ts'

/** Far more reasons than there are, and far longer words than edges write. */
const REASONS_MAX = 40
const WORD_LENGTH = 64

/** What an isolate's telemetry says of the health of its region: bounded, whatever was sent. */
export function healthReportOf(message: TelemetryMessage): HealthReport {
  const { isolate, at, counts, rejects, refusal } = message
  const reasons = Object.entries(rejects).slice(0, REASONS_MAX)
  return {
    isolate,
    at,
    decisions: counts.decisions,
    empty: counts.noDecisions,
    rungs: rungsOf(message),
    reasons: Object.fromEntries(reasons.map(([reason, times]) => [reason.slice(0, WORD_LENGTH), times])),
    refusal: refusal?.slice(0, WORD_LENGTH) ?? null,
  }
}

/** An older version says with which rung it answered last, and nothing else. */
function rungsOf({ rungs, rung, counts }: TelemetryMessage): RungCounts {
  return rungs ?? { [rung]: counts.decisions }
}
