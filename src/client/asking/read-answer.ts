import type { ClientResponse } from '../device.ts'
import type { Decision, DecisionsAnswer, ProblemBody } from '../device-types.ts'
import { isObject, parsed } from '../keeping/keeper.ts'
import { isAnswer } from '../keeping/last-good.ts'
import type { AskFailure, AskOutcome, SkippedItem } from '../outcome.ts'
import type { ClientSettings, Encoding } from '../settings.ts'

/** An answer of the edge, or why there is none. */
export type ReadAnswer = { readonly answer: DecisionsAnswer } | { readonly failure: AskFailure }

/** Reads what came, which may be of a later release, or of somebody between device and edge. */
export function readAnswer(response: ClientResponse | null): ReadAnswer {
  if (response === null) return { failure: failureOf('unreachable', 'Nothing answers.') }
  const body = parsed(response.text)
  if (isAnswer(body)) return { answer: body }
  if (!isProblem(body)) {
    return { failure: failureOf('unreachable', `It answered ${response.status}, and no decision.`) }
  }
  // A service that is busy or away says so in a problem, too; what it said before still holds then.
  const isAway = body.status === 429 || body.status >= 500
  return { failure: failureOf(isAway ? 'unreachable' : 'refused', String(body.detail ?? body.title), body) }
}

export function failureOf(why: AskFailure['why'], detail: string, problem: ProblemBody | null = null): AskFailure {
  return { why, detail, problem }
}

function isProblem(value: unknown): value is ProblemBody {
  return isObject(value) && typeof value.title === 'string' && typeof value.status === 'number'
}

/** What this device can use of an answer. */
type Usable = Pick<AskOutcome, 'items' | 'backups' | 'skipped'>

/**
 * Parts the items of an answer: those that can play here, and those that cannot, each with the reason. Without an
 * answer a placement has the device's own items; but where the edge itself refuses, as at a place under embargo, none.
 */
export function usableOf(
  answer: DecisionsAnswer | null,
  placements: readonly string[],
  { canPlay, fallback }: ClientSettings,
  failure: AskFailure | null,
): Usable {
  const skipped: SkippedItem[] = []
  const sieved = (all: unknown, own: (placement: string) => unknown): AskOutcome['items'] => {
    const lists: Record<string, readonly Decision[]> = {}
    for (const placement of placements) {
      const list: unknown = isObject(all) ? all[placement] : own(placement)
      // An id of a placement may be any word, also one that every object has: only a list counts.
      lists[placement] = (Array.isArray(list) ? list : []).filter((item: unknown): item is Decision => {
        const reason = isItem(item)
          ? encodingsOf(item, canPlay).length > 0
            ? null
            : 'no-playable-encoding'
          : 'malformed'
        if (reason !== null) skipped.push({ placement, reason, item })
        return reason === null
      })
    }
    return lists
  }
  const mayFallBack = answer === null && failure !== null && failure.why !== 'refused'
  const own = (placement: string): unknown => (mayFallBack ? fallback?.(placement) : null)
  return { items: sieved(answer?.decisions, own), backups: sieved(answer?.backups, () => null), skipped }
}

/** An encoding that plays here, with its index in the answer's list, which `error` and `stall` name. */
export type PlayableEncoding = Encoding & { readonly playback: number }

/** The encodings of an item that this device plays, in the order of the answer. */
export function encodingsOf(item: Decision, canPlay: ClientSettings['canPlay']): readonly PlayableEncoding[] {
  return item.playback
    .map((encoding, playback) => ({ ...encoding, playback }))
    .filter((encoding) => typeof encoding.url === 'string' && plays(encoding, canPlay))
}

function plays(encoding: Encoding, canPlay: ClientSettings['canPlay']): boolean {
  try {
    return canPlay?.(encoding) ?? true
  } catch {
    return false
  }
}

/** Whether an item has what playing needs: all else is text to show. */
function isItem(item: unknown): item is Decision {
  return (
    isObject(item) &&
    typeof item.position === 'number' &&
    typeof item.assetId === 'string' &&
    Array.isArray(item.playback) &&
    [item.autoplay, item.display, item.rating, item.cta, item.captions].every(isObject)
  )
}
