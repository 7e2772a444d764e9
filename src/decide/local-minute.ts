const formatters = new Map<string, Intl.DateTimeFormat>()
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/**
 * What a wall clock in `timeZone` shows at an instant: weekday (0 Monday … 6 Sunday) and minutes since
 * midnight. By the zone's own rules, so both edges of summer time are right.
 */
export function localMinute(instant: number, timeZone: string): { readonly weekday: number; readonly minute: number } {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  const parts = formatter.formatToParts(instant)
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? '0'
  return {
    weekday: Math.max(0, WEEKDAYS.indexOf(value('weekday'))),
    minute: Number(value('hour')) * 60 + Number(value('minute')),
  }
}
