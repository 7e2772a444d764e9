const MINUTE_S = 60
const HOUR_S = 3600
const DAY_S = 86_400

/** A length of time in words: `45 s`, `12 min`, `4.7 h`, `3 d`. */
export function lengthOf(seconds: number): string {
  if (seconds < 1.5 * MINUTE_S) return `${Math.max(0, Math.round(seconds))} s`
  if (seconds < 1.5 * HOUR_S) return `${Math.round(seconds / MINUTE_S)} min`
  if (seconds < 2 * DAY_S) return `${(seconds / HOUR_S).toFixed(1)} h`
  return `${Math.round(seconds / DAY_S)} d`
}

/** An instant in UTC, as short as it can be beside `now`: the day is left out when it is today. */
export function Instant({ at, now }: { readonly at: string | number; readonly now: number }) {
  const iso = new Date(at).toISOString()
  const today = new Date(now).toISOString().slice(0, 10)
  const [day = '', time = ''] = iso.slice(0, 16).split('T')
  return <time datetime={iso}>{day === today ? `${time} UTC` : `${day} ${time} UTC`}</time>
}
