import type { ClientRequest } from '../device.ts'
import type { Keeper } from '../keeping/keeper.ts'
import { sendSafely, urlOf } from '../send-safely.ts'
import type { ClientSettings } from '../settings.ts'
import { backOffMs } from './back-off.ts'
import { ageOf, batchOf, type EventBatch } from './batch.ts'
import type { HappenedEvent } from './happened-event.ts'
import { type Receipt, readReceipt } from './receipt.ts'
import type { OutboxTally } from './tally.ts'
import type { WaitingEvent } from './waiting-event.ts'
import { createWaitingList, type WaitingList } from './waiting-list.ts'

const BATCH_MAX = 50
const BATCH_EVERY_MS = 800
const TIMEOUT_MS = 20_000

/** Events on their way to the edge: kept until it has them, or will never take them. */
export interface Outbox {
  add(event: HappenedEvent): void
  /** Sends what waits, unless the edge has asked for patience. */
  flush(): void
  /** The app may end now: what fits in one request is sent so that it survives, and all that waits is stored. */
  hide(): void
  tally(): OutboxTally
}

/** What an outbox knows while it runs. */
interface OutboxState {
  readonly list: WaitingList
  readonly counts: { -readonly [Name in keyof Omit<OutboxTally, 'waiting'>]: OutboxTally[Name] }
  /** How many events the next request may have: fewer while an unreadable one is looked for. */
  mostEvents: number
  failures: number
  patientUntil: number
}

/**
 * @param onStop told of each event that began an item which the edge has withdrawn since
 *
 * One writer: of two instances on one storage, the later one's events are those that survive a restart.
 */
export function createOutbox(settings: ClientSettings, keeper: Keeper, onStop: (event: HappenedEvent) => void): Outbox {
  const { clock, chance = Math.random } = settings
  const counts = { accepted: 0, rejected: 0, expired: 0, overflowed: 0, refusal: null }
  const list = createWaitingList(keeper, clock, (events) => {
    counts.overflowed += events
  })
  const state: OutboxState = { list, counts, mostEvents: BATCH_MAX, failures: 0, patientUntil: 0 }
  let endSending: (() => void) | null = null
  let calledOff: (() => void) | null = null

  const tally = (): OutboxTally => ({ ...counts, waiting: list.all().length })
  const changed = (): void => settings.onOutbox?.(tally())
  const sendIn = (delayMs: number): void => {
    if (calledOff === null && endSending === null && list.all().length > 0) calledOff = clock.after(delayMs, flush)
  }
  const answered = ({ events }: EventBatch, receipt: Receipt): void => {
    endSending = null
    if (receipt.kind === 'later') {
      const delayMs = backOffMs(state.failures++, receipt.retryAfterMs, chance())
      state.patientUntil = clock.now() + delayMs
      sendIn(delayMs)
      return
    }
    settle(state, events, receipt)
    changed()
    sendIn(BATCH_EVERY_MS)
    if (receipt.kind === 'taken') tellStopped(events, receipt.stop, onStop)
  }
  const send = (keepalive: boolean): void => {
    calledOff?.()
    calledOff = null
    const batch = nextBatch(state, settings)
    changed()
    if (batch === null) return
    const request = requestFor(batch, settings.edgeUrl, keepalive)
    let isAnswered = false
    const end = sendSafely(settings.transport, request, (response) => {
      isAnswered = true
      answered(batch, readReceipt(response, batch.events.length))
    })
    if (!isAnswered) endSending = end
  }
  const flush = (): void => {
    calledOff = null
    const patienceMs = state.patientUntil - clock.now()
    if (patienceMs > 0) sendIn(patienceMs)
    else if (endSending === null) send(false)
  }

  sendIn(BATCH_EVERY_MS)
  return {
    add: (event) => {
      list.keep(list.all().concat({ event, wallMs: clock.wallMs(), at: clock.now() }))
      changed()
      sendIn(BATCH_EVERY_MS)
    },
    flush: () => {
      calledOff?.()
      flush()
    },
    hide: () => {
      list.store()
      if (list.all().length === 0 || clock.now() < state.patientUntil) return
      // What is under way may end with the page, so that it is sent again: an event that arrives twice counts once.
      endSending?.()
      endSending = null
      send(true)
    },
    tally,
  }
}

function requestFor({ body }: EventBatch, edgeUrl: string, keepalive: boolean): ClientRequest {
  // Plain text, so that a browser asks no permission first.
  const headers = { 'content-type': 'text/plain' }
  return { method: 'POST', url: urlOf(edgeUrl, '/v1/events'), headers, body, keepalive, timeoutMs: TIMEOUT_MS }
}

function tellStopped(
  events: readonly WaitingEvent[],
  stop: readonly number[],
  onStop: (event: HappenedEvent) => void,
): void {
  for (const index of stop) {
    const stopped = events[index]
    if (stopped !== undefined) onStop(stopped.event)
  }
}

/** What is sent next; what can never be sent is dropped, and counted. */
function nextBatch({ list, counts, mostEvents }: OutboxState, { clock }: ClientSettings): EventBatch | null {
  let waiting = list.all().filter((event) => ageOf(event, clock) !== null)
  counts.expired += list.all().length - waiting.length
  let batch = batchOf(waiting, mostEvents, clock)
  while (batch === null && waiting.length > 0) {
    waiting = waiting.slice(1)
    counts.rejected++
    batch = batchOf(waiting, mostEvents, clock)
  }
  list.keep(waiting)
  return batch
}

/** What the edge has said about events: they are gone, or one of them is looked for that makes all unreadable. */
function settle(
  state: OutboxState,
  events: readonly WaitingEvent[],
  receipt: Exclude<Receipt, { kind: 'later' }>,
): void {
  const { list, counts } = state
  state.failures = 0
  counts.refusal = receipt.refusal ?? counts.refusal
  if (receipt.kind === 'unreadable' && events.length > 1) {
    state.mostEvents = events.length >> 1
    return
  }
  state.mostEvents = BATCH_MAX
  const left = list.all().filter((event) => events.indexOf(event) < 0)
  // Some of them may have been dropped meanwhile, to make room.
  const gone = list.all().length - left.length
  const rejected = Math.min(gone, receipt.kind === 'taken' ? receipt.rejected : 1)
  counts.rejected += rejected
  counts.accepted += gone - rejected
  list.keep(left)
}
