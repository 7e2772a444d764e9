import type { DeviceClock } from '../device.ts'
import type { Keeper } from '../keeping/keeper.ts'
import { readStored, storedText, type WaitingEvent } from './waiting-event.ts'

const NAME = 'outbox'
const WAITING_MAX = 500
/** What a browser gives a page to store is a few megabytes, and the app needs some of it. */
const STORED_MAX = 256 * 1024
/** A screen of tiles reports many events at once: a slow storage writes them once. */
const STORE_AFTER_MS = 100

/** Events in the order in which they happened, bounded, and stored a moment after each change. */
export interface WaitingList {
  all(): readonly WaitingEvent[]
  /** Leaves these waiting, and no others. */
  keep(events: readonly WaitingEvent[]): void
  /** Stores them now. */
  store(): void
}

/** @param overflowed told how many of the oldest were dropped, as there is no room for more */
export function createWaitingList(
  keeper: Keeper,
  clock: DeviceClock,
  overflowed: (events: number) => void,
): WaitingList {
  let waiting: readonly WaitingEvent[] = readStored(keeper.read(NAME))
  let calledOff: (() => void) | null = null
  const drop = (over: number): void => {
    if (over <= 0) return
    waiting = waiting.slice(over)
    overflowed(over)
  }
  const store = (): void => {
    calledOff?.()
    calledOff = null
    let text = storedText(waiting)
    while (text.length > STORED_MAX) {
      drop(Math.ceil(waiting.length / 10))
      text = storedText(waiting)
    }
    if (waiting.length > 0) keeper.write(NAME, text)
    else keeper.drop(NAME)
  }
  return {
    all: () => waiting,
    keep: (events) => {
      waiting = events
      drop(waiting.length - WAITING_MAX)
      calledOff ??= clock.after(STORE_AFTER_MS, store)
    },
    store,
  }
}
