const DURATION = /^(-?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * A duration of XML Schema and ISO 8601, such as `P180D` or `-P5DT10H`, in milliseconds. Null: none, or one in years or
 * months, which are of no fixed length.
 */
export function durationMs(text: string): number | null {
  const match = DURATION.exec(text)
  if (match === null || !/\d[A-Z]$/.test(text)) return null
  const [, sign, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  const whole = (Number(weeks) * 7 + Number(days)) * DAY_MS
  const part = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS
  return sign === '-' ? -(whole + part) : whole + part
}
