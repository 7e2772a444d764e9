import { isObject } from '../keeping/keeper.ts'
import type { HappenedEvent } from './happened-event.ts'

/** An event that waits, with the time when it happened. */
export interface WaitingEvent {
  readonly event: HappenedEvent
  /** By the time of day, for after a restart. */
  readonly wallMs: number
  /** By the clock that only counts up; null: it happened before this run. */
  readonly at: number | null
}

/** As text for the storage: the token, which is long, once for all events of an answer. */
export function storedText(waiting: readonly WaitingEvent[]): string {
  const tokens: string[] = []
  const events = waiting.map(({ event, wallMs }) => {
    if (tokens.indexOf(event.token) < 0) tokens.push(event.token)
    return { wallMs, event: { ...event, token: tokens.indexOf(event.token) } }
  })
  return JSON.stringify({ tokens, events })
}

/** Reads what an earlier run stored; what is no event of it is left out. */
export function readStored(stored: unknown): WaitingEvent[] {
  const waiting: WaitingEvent[] = []
  if (!isObject(stored) || !Array.isArray(stored.tokens) || !Array.isArray(stored.events)) return waiting
  for (const entry of stored.events) {
    if (!isObject(entry) || !isObject(entry.event) || typeof entry.wallMs !== 'number') continue
    const token: unknown = stored.tokens[Number(entry.event.token)]
    if (typeof token !== 'string') continue
    waiting.push({ event: { ...(entry.event as Omit<HappenedEvent, 'token'>), token }, wallMs: entry.wallMs, at: null })
  }
  return waiting
}
