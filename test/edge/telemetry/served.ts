import type { AskedFor, Served } from '../../../src/edge/telemetry/telemetry.ts'
import type { SupplyReport, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import type { NoDecisionReason } from '../../../src/model/nouns/reason.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'

/** An answer in dach, with nothing special about it. */
export const SERVED: Served = {
  ...{ region: 'dach', sequence: 1, snapshot: 's', rung: 'fresh', refusal: null, decided: 1, empty: [] },
  ...{ listSignedAt: null },
  ...{ assignment: null, fellBack: false, failed: false, unreadableSession: false, canary: null },
}

/** Placements of a surface, each answered (null) or empty for a reason. */
export function asked(territory: string, surface: SurfaceId, ...reasons: (NoDecisionReason | null)[]): AskedFor {
  return { territory, placements: reasons.map((empty) => ({ placement: { surface }, empty })), endedOn: null }
}

/** The reports of supply in a message, as short words: `hour answered/asked`. */
export function hoursIn(message: TelemetryMessage | null): readonly string[] {
  return (message?.supply ?? []).map(wordsOf)
}

function wordsOf({ hour, cells }: SupplyReport): string {
  const sum = (of: 'asked' | 'answered') => cells.reduce((total, cell) => total + cell[of], 0)
  return `${new Date(hour).toISOString().slice(11, 13)} ${sum('answered')}/${sum('asked')}`
}
