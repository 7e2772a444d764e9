import type { SupplyCell, SupplyReport, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { readSupply, type SupplyQuestion } from '../../../src/schedule/reports/supply/read-supply.ts'
import type { Harness } from '../harness.ts'

/** 2027-01-15, 08:00 UTC, as the clock of the harness. */
export const START = 1_800_000_000_000
export const HOUR_MS = 3_600_000

/** A cell of one territory and surface, all of it answered but for these. */
export function cell(answered: number, empty: Record<string, number> = {}, more: Partial<SupplyCell> = {}): SupplyCell {
  const asked = Object.values(empty).reduce((sum, times) => sum + times, answered)
  return { territory: 'DE', surface: 'home-hero', asked, answered, empty, ...more }
}

export function report(number: number, cells: readonly SupplyCell[], more: Partial<SupplyReport> = {}): SupplyReport {
  return { hour: START, series: 0, number, cells, ...more }
}

/** Telemetry of an isolate of dach with these reports. */
export function telemetry(isolate: string, ...supply: readonly SupplyReport[]): TelemetryMessage {
  const counts = { decisions: 1, noDecisions: 0, fallbacks: 0 }
  const what = { sequence: 1, snapshot: 's', rung: 'fresh', at: START, rejects: {}, refusal: null } as const
  return { type: 'telemetry', isolate, region: 'dach', counts, ...what, supply }
}

/** What is read of the day around the start, of all places together: `hh answered/asked reason=times`. */
export async function hoursRead(
  { dependencies: { redis } }: Pick<Harness, 'dependencies'>,
  more: Partial<SupplyQuestion> = {},
): Promise<readonly string[]> {
  const day = { from: START - 24 * HOUR_MS, to: START + 24 * HOUR_MS }
  const hours = await readSupply(redis, { regions: ['dach', 'fr'], territory: null, surface: null, ...day, ...more })
  return hours.map(({ hour, asked, answered, empty }) =>
    [
      `${new Date(hour).toISOString().slice(11, 13)} ${answered}/${asked}`,
      ...Object.entries(empty)
        .map(([reason, times]) => `${reason}=${times}`)
        .sort(),
    ].join(' '),
  )
}
