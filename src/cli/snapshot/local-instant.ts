/** An instant, with its local time in some zone; null: open. */
export interface LocalInstant {
  readonly utc: string
  readonly local: string
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

/**
 * An instant of a window column, with its local time in a zone, `2026-11-01 00:00`; null where the window is open.
 *
 * @param instant milliseconds since 1970 UTC; infinite: open
 */
export function localInstant(instant: number, timeZone: string): LocalInstant | null {
  // An instant outside the range of `Date` counts as open.
  if (!Number.isFinite(instant) || Math.abs(instant) > 8.64e15) return null
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const seconds = parts.get('second') === '00' ? '' : `:${parts.get('second')}`
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  return {
    utc: new Date(instant).toISOString(),
    local: `${day} ${parts.get('hour')}:${parts.get('minute')}${seconds}`,
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone)
  if (known) return known
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', second: '2-digit', ...digits })
  FORMATS.set(timeZone, made)
  return made
}
