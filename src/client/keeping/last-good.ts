import type { DeviceClock } from '../device.ts'
import type { DecisionsAnswer } from '../device-types.ts'
import { isObject, type Keeper } from './keeper.ts'
import { createSlots } from './slots.ts'

const QUESTIONS = 8
/** The longest that an answer may be kept; one that says less shows something whose window closes. */
const VALIDITY_MAX_MS = 60_000

/** An answer of before, and how old it is. */
export interface LastGood {
  readonly answer: DecisionsAnswer
  readonly ageMs: number
}

/** The last answer to each question, for when the edge is late or away. */
export interface LastGoodAnswers {
  keep(question: string, answer: DecisionsAnswer): void
  /** Null: there is none, or it is too old. */
  of(question: string): LastGood | null
  clear(): void
}

/** @param greatestAgeMs the age from which an answer is not given any more, whatever it says of itself */
export function createLastGood(keeper: Keeper, clock: DeviceClock, greatestAgeMs: number): LastGoodAnswers {
  const slots = createSlots(keeper, 'good', QUESTIONS)
  /** When the answers of this run came, by the clock that only counts up. */
  let cameAt: Record<string, number> = {}
  return {
    keep: (question, answer) => {
      cameAt[question] = clock.now()
      slots.put(question, { wallMs: clock.wallMs(), answer })
    },
    of: (question) => {
      const kept = slots.get(question)
      if (!isObject(kept) || typeof kept.wallMs !== 'number' || !isAnswer(kept.answer)) return null
      // A clock that counts up may stand still while a device sleeps, and the time of day may jump: the greater counts.
      const sinceMs = clock.wallMs() - kept.wallMs
      const came = cameAt[question]
      const ageMs = came === undefined ? sinceMs : Math.max(sinceMs, clock.now() - came)
      const { validForMs } = kept.answer
      const isCutShort = !(validForMs >= VALIDITY_MAX_MS)
      const greatest = isCutShort ? Math.min(validForMs, greatestAgeMs) : greatestAgeMs
      return ageMs >= 0 && ageMs < greatest ? { answer: kept.answer, ageMs } : null
    },
    clear: () => {
      cameAt = {}
      slots.clear()
    },
  }
}

/** Checks what every answer has, in all releases of v1. */
export function isAnswer(value: unknown): value is DecisionsAnswer {
  return (
    isObject(value) &&
    typeof value.token === 'string' &&
    [value.snapshot, value.decisions, value.noDecisions].every(isObject)
  )
}
