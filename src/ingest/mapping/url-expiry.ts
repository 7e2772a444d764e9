/**
 * When a signed URL says that it expires, in milliseconds since 1970; null: it does not say. Of several times the
 * earliest counts. Read from the query: `Expires` (CloudFront, S3), `exp` (also inside Akamai's `hdnts` and `hdnea`),
 * `se` (Azure), and `X-Amz-Date` with `X-Amz-Expires` (S3) or their `X-Goog-` twins. What is no plausible time, such as
 * `exp=3`, is a parameter of somebody's own.
 */
export function urlExpiry(url: string): number | null {
  if (!url.includes('?')) return null
  const parameters = queryOf(url)
  const times = [
    ...['expires', 'exp', 'se'].map((name) => instantOf(parameters.get(name))),
    ...['hdnts', 'hdnea'].map((name) => instantOf(/(?:^|~)exp=(\d+)/.exec(parameters.get(name) ?? '')?.[1])),
    ...['x-amz', 'x-goog'].map((vendor) =>
      signedFor(parameters.get(`${vendor}-date`), parameters.get(`${vendor}-expires`)),
    ),
  ].filter((time) => time !== null)
  return times.length === 0 ? null : Math.min(...times)
}

/** Parameters of a query by their names in small letters; the first of a name counts. */
function queryOf(url: string): ReadonlyMap<string, string> {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  const parameters = new Map<string, string>()
  for (const part of query.split('&')) {
    const [name = '', ...value] = part.split('=')
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, unescaped(value.join('=')))
  }
  return parameters
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Seconds between 2001 and 2286; with three digits more, milliseconds. */
const SECONDS = /^\d{10}$/
const MILLISECONDS = /^\d{13}$/
const ISO = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/

/** A time in seconds, milliseconds or ISO 8601, in milliseconds since 1970; null: none of them. */
function instantOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (SECONDS.test(text)) return Number(text) * 1000
  if (MILLISECONDS.test(text)) return Number(text)
  const [, day, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? []
  if (day === undefined) return null
  const instant = Date.parse(`${day}T${time}${zone}`)
  return Number.isNaN(instant) ? null : instant
}

const BASIC_ISO = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
/** Longest time that a signature may be good for, in seconds; those of S3 last a week at most. */
const LONGEST_SECONDS = 10 ** 9

/** The end of a signature that was made at `date` for so many seconds. */
function signedFor(date: string | undefined, seconds: string | undefined): number | null {
  if (date === undefined || seconds === undefined || !/^\d+$/.test(seconds) || Number(seconds) > LONGEST_SECONDS) {
    return null
  }
  const start = instantOf(date.replace(BASIC_ISO, '$1-$2-$3T$4:$5:$6Z'))
  return start === null ? null : start + Number(seconds) * 1000
}
