const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Minutes since Monday 00:00 on a wall clock of the zone. */
export function minuteOfWeek(instant: number, timeZone: string): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      ...({ timeZone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' } as const),
    })
  clocks.set(timeZone, clock)
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, value]))
  const day = DAYS.indexOf(parts.get('weekday') ?? '')
  return day * 1440 + Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
}
