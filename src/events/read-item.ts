import { KNOWN_FIELDS, type SoundItem, soundItem } from './sound-item.ts'

/** How far clocks of our own machines may lie apart, in milliseconds. */
const SKEW_MS = 10 * 60_000

/**
 * An event that can be used, with the fields that said something unbelievable and count as not said; or the reason why
 * it cannot be used: the name of the field.
 */
export type ItemReading =
  | { readonly item: SoundItem; readonly doubted: readonly string[] }
  | { readonly refused: string }

/**
 * Reads an event out of a message. A machine made it, so what is wrong is a fault of ours or of an older version; a
 * missing propensity is doubted too, for no edge leaves it out.
 *
 * @param now milliseconds since 1970 UTC: what happens later than now has not happened
 */
export function readItem(raw: unknown, now: number): ItemReading {
  const parsed = soundItem.safeParse(raw)
  if (!parsed.success) return { refused: String(parsed.error.issues[0]?.path[0] ?? 'item') }
  if (parsed.data.occurredAt > now + SKEW_MS) return { refused: 'occurredAt' }
  const item = receivedBy(parsed.data, now + SKEW_MS)
  // `soundItem` takes objects only.
  const said = raw as Readonly<Record<string, unknown>>
  const doubted = KNOWN_FIELDS.filter(
    (field) => item[field] === null && (field === 'propensity' || (said[field] ?? null) !== null),
  )
  return { item, doubted }
}

/** The event; when it was received counts as not said if that lies ahead: the watermark would never go back. */
function receivedBy(item: SoundItem, latest: number): SoundItem {
  return item.receivedAt !== null && item.receivedAt > latest ? { ...item, receivedAt: null } : item
}
