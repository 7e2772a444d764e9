const formatters = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall shows, as `2026-11-01T00:00:00`. Swedish writes dates this way all by itself. */
export function wallClock(instant: number, timeZone: string): string {
  const formatter =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formatters.set(timeZone, formatter)
  return formatter.format(instant).replace(' ', 'T')
}
