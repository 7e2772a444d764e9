import type { ClientResponse } from '../device.ts'
import { isObject, parsed } from '../keeping/keeper.ts'

/**
 * What came of a batch. `taken`: none of it is sent again; so many of its events were rejected, and the items are
 * withdrawn that the events at these indexes began. `unreadable`: one of its events, or more, makes the whole of it unreadable. `later`: nothing is known of it, or the edge asks for patience.
 */
export type Receipt =
  | {
      readonly kind: 'taken'
      readonly rejected: number
      readonly refusal: string | null
      readonly stop: readonly number[]
    }
  | { readonly kind: 'unreadable'; readonly refusal: string }
  | { readonly kind: 'later'; readonly retryAfterMs: number }

/** Reads what was answered to so many events. What is no word of the edge, such as a hotel's log-in page, means later. */
export function readReceipt(response: ClientResponse | null, events: number): Receipt {
  if (response === null) return { kind: 'later', retryAfterMs: 0 }
  const { status } = response
  const body = parsed(response.text)
  if (isObject(body) && typeof body.accepted === 'number' && Array.isArray(body.rejected)) {
    const first: unknown = body.rejected[0]
    const refusal = isObject(first) ? `${String(first.field)}: ${String(first.reason)}` : null
    return {
      kind: 'taken',
      rejected: Math.min(events, body.rejected.length),
      refusal,
      stop: Array.isArray(body.stopEvents) ? body.stopEvents : [],
    }
  }
  if (status === 413 || (status === 400 && isObject(body))) {
    return { kind: 'unreadable', refusal: isObject(body) ? String(body.detail) : `It answered ${status}.` }
  }
  return { kind: 'later', retryAfterMs: 1000 * secondsOf(response.header('retry-after')) }
}

/** `Retry-After` in seconds; a date counts as not said, as the time of day may be wrong here. */
function secondsOf(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0
}
