import { z } from 'zod'
import { type PacingState, readPacingState } from '../../learn/pacing/pacing-state.ts'

const count = z.number().check(z.refine((value) => Number.isFinite(value) && value >= 0))

const eventTotals = z.object({ impressions: count, starts: count })

const memory = z.object({
  v: z.literal(1),
  /** Events of the days before `settledUntil` (`YYYY-MM-DD`, UTC), which no counter changes any more. */
  settledUntil: z.string(),
  settled: eventTotals,
  /** Which events the controller's state is about. */
  kind: z.enum(['impressions', 'starts']),
  state: z.unknown(),
})

/** Impressions and starts of a campaign. */
export type EventTotals = z.infer<typeof eventTotals>

/** What the pacing job keeps of a campaign from one step to the next. */
export interface PacingMemory extends Pick<z.infer<typeof memory>, 'settledUntil' | 'settled' | 'kind'> {
  readonly state: PacingState | undefined
}

/** Digits that are kept of numbers that are no instants: a forecast knows less. */
const DIGITS = 7

/** The memory as text: the controller's steps as rows, which takes a third of what objects take. */
export function textOfMemory({ settledUntil, settled, kind, state }: PacingMemory): string {
  const { steps = [], ...others } = state ?? {}
  const rows = steps.map(({ from, until, share, need, supply, delivered, asOf }) =>
    [from, until, share, need, supply, delivered, asOf].map(rounded),
  )
  return JSON.stringify({ v: 1, settledUntil, settled, kind, state: state && { ...others, steps: rows } })
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS))
}

const row = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])

/** The memory of such a text; null: there is none that this version can read. */
export function memoryOfText(text: string | null): PacingMemory | null {
  if (text === null) return null
  try {
    const { settledUntil, settled, kind, state } = memory.parse(JSON.parse(text))
    return { settledUntil, settled, kind, state: stateOf(state) }
  } catch {
    return null
  }
}

function stateOf(kept: unknown): PacingState | undefined {
  if (typeof kept !== 'object' || kept === null || !('steps' in kept)) return undefined
  const rows = z.array(row).safeParse(kept.steps)
  if (!rows.success) return undefined
  const steps = rows.data.map(([from, until, share, need, supply, delivered, asOf]) => {
    return { from, until, share, need, supply, delivered, asOf }
  })
  return readPacingState({ ...kept, steps })
}
