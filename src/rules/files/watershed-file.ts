import { z } from 'zod'
import { clockTime } from '../../model/fields/local-time.ts'
import { CLOCK_SCOPES, ON_DEMAND_CLOCKS, VERIFIED_WORDS, type WatershedRule } from '../../model/policies/watershed.ts'
import { ageYears, fileHeader, territoryCode } from './file-header.ts'

/** One clock of one territory. */
const watershedRow = z.strictObject({
  territory: territoryCode,
  /** Matches gate ages from here on; with `labels` it only tells how old they are. */
  minAge: ageYears,
  /** Matches these labels of the territory only. */
  labels: z.array(z.string().min(1).max(64)).min(1).optional(),
  /** `[from, to]` on the local clock, the end exclusive; `to` no later than `from` crosses midnight. Empty: never. */
  allow: z.array(z.tuple([clockTime, clockTime])),
  scope: z.enum(CLOCK_SCOPES),
  appliesToOnDemand: z.enum(ON_DEMAND_CLOCKS, { error: `one of ${ON_DEMAND_CLOCKS.join(', ')}` }),
  /** Null: no source says. Counts only beside `verified: yes`. */
  pinLifts: z.boolean().nullable(),
  /** What the rule says of trailers and promos, in words; null: nothing. */
  trailers: z.string().min(1).nullable(),
  source: z.string().min(1),
  verified: z.enum(VERIFIED_WORDS, { error: `one of ${VERIFIED_WORDS.join(', ')}` }),
  note: z.string().min(1).optional(),
})

/** `watershed.json`: at which hours content of an age may run. A territory or an age not listed has no clock. */
export const watershedFile = z.strictObject({ ...fileHeader, rules: z.array(watershedRow) })

/** The row as the gates read it: windows in minutes, without its sources. */
export function watershedRule(row: WatershedRow): WatershedRule {
  const { territory, minAge, labels, allow, scope, appliesToOnDemand, pinLifts, verified } = row
  return {
    territory,
    minAge,
    labels: labels ?? null,
    allow: allow.map(([from, to]) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) || MINUTES_A_DAY })),
    scope,
    onDemand: appliesToOnDemand,
    pinLifts: pinLifts === true && verified === 'yes',
    verified,
  }
}

const MINUTES_A_DAY = 1440

/** `21:30` → 1290. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export type WatershedRow = z.infer<typeof watershedRow>
