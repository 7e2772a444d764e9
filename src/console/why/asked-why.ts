import { askedInstant, wrongField } from '../explained/asked-instant.ts'
import { type AskedPlace, askedPlace } from '../explained/asked-place.ts'
import type { PageRequest } from '../page.ts'

/** Fields of a question to explain that are sent as they were typed. */
const TEXTS = ['regionCode', 'residence', 'device', 'language', 'anonymizer', 'inView', 'asset', 'seed'] as const
const NUMBERS = ['cap', 'maxHeight'] as const
const LISTS = ['entitlements', 'codecs'] as const
const FLAGS = ['kids', 'adult', 'pin'] as const

/** Parameters of the query that the page knows. */
export const WHY_PARAMETERS: readonly string[] = [
  ...['surface', 'country', 'timezone', 'at'],
  ...[...TEXTS, ...NUMBERS, ...LISTS, ...FLAGS],
]

const MINUTE_MS = 60_000
/** Candidates that are told of at most: more would be megabytes of page. */
const LISTED_MAX = 5000

/** What the page is asked for. */
export interface AskedWhy {
  readonly surface: string
  readonly place: AskedPlace
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** Only this video; empty: all. */
  readonly asset: string
  /** Body of `POST /ops/v1/explain`, but for the asset: the winner is told in any case. */
  readonly question: object
  /** A field of the form as it was typed; empty: nothing was. */
  readonly typed: (name: string) => string
}

/**
 * The question in the query.
 * @throws Refused 400 that names the parameter
 */
export function askedWhy(request: PageRequest): AskedWhy {
  const { query, now } = request
  const place = askedPlace(request)
  const surface = query('surface') || 'home-hero'
  const at = query('at') === '' ? Math.floor(now / MINUTE_MS) * MINUTE_MS : askedInstant(query('at'), 'at', place.clock)
  const given = <Name extends string>(names: readonly Name[]) => names.filter((name) => query(name) !== '')
  const question = {
    surface,
    country: place.country,
    timezone: place.timezone,
    now: new Date(at).toISOString(),
    limit: LISTED_MAX,
    ...Object.fromEntries(given(TEXTS.filter((name) => name !== 'asset')).map((name) => [name, query(name)])),
    ...Object.fromEntries(given(NUMBERS).map((name) => [name, numberIn(name, query(name))])),
    ...Object.fromEntries(
      given(LISTS).map((name) => [
        name,
        query(name)
          .split(/[\s,]+/)
          .filter((word) => word !== ''),
      ]),
    ),
    ...Object.fromEntries(given(FLAGS).map((name) => [name, flagIn(name, query(name))])),
  }
  return { surface, place, at, asset: query('asset').trim(), question, typed: query }
}

function numberIn(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text.trim())) return Number(text)
  throw wrongField(name, `"${text.slice(0, 40)}" is no whole number.`)
}

function flagIn(name: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw wrongField(name, 'Write true or false, or leave it out.')
}
