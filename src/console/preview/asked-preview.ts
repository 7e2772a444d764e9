import type { RibbonViewer } from '../../contracts/ops/requests/preview/preview-ribbon.ts'
import { localToInstant, offsetMs } from '../../model/fields/zone-clock.ts'
import { askedInstant, wrongField } from '../explained/asked-instant.ts'
import { type AskedPlace, askedPlace } from '../explained/asked-place.ts'
import type { PageRequest } from '../page.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const HOURS_DEFAULT = 48

/** What the page of the preview is asked for. Instants are milliseconds since 1970 UTC. */
export interface AskedPreview {
  readonly surface: string
  readonly place: AskedPlace
  readonly from: number
  readonly hours: number
  /** The instant under the cursor. */
  readonly at: number
  /** The viewer under the cursor; null: the first. */
  readonly viewer: RibbonViewer | null
  /** Whether the draft stands beside what is live. */
  readonly draft: boolean
}

/** Parameters of the query that the page knows. */
export const PREVIEW_PARAMETERS = ['surface', 'country', 'timezone', 'from', 'hours', 'at', 'viewer', 'draft'] as const

/**
 * The question in the query. The ribbon begins with the local day of what is looked at, unless `from` says otherwise.
 * @throws Refused 400 that names the parameter
 */
export function askedPreview(request: PageRequest): AskedPreview {
  const { query, now } = request
  const place = askedPlace(request)
  const instant = (name: string) => (query(name) === '' ? null : askedInstant(query(name), name, place.clock))
  const hours = query('hours') === '' ? HOURS_DEFAULT : askedHours(query('hours'))
  const [named, wished] = [instant('from'), instant('at')]
  const from = named ?? startOfDay(wished ?? now, place.clock)
  const isInside = (at: number) => at >= from && at < from + hours * HOUR_MS
  const at = wished ?? (isInside(now) ? Math.floor(now / MINUTE_MS) * MINUTE_MS : from)
  return {
    surface: query('surface') || 'home-hero',
    place,
    from: isInside(at) ? from : startOfDay(at, place.clock),
    hours,
    at,
    viewer: query('viewer') === '' ? null : askedViewer(query('viewer')),
    draft: askedDraft(query('draft')),
  }
}

/** The address of the preview with other parameters in place of some. */
export function previewHref(
  asked: AskedPreview,
  changes: Partial<Pick<AskedPreview, 'from' | 'at' | 'viewer' | 'draft'>>,
): string {
  const { surface, place, hours, draft, viewer } = { ...asked, ...changes }
  const query = new URLSearchParams({ surface, country: place.country })
  if (place.timezone !== null) query.set('timezone', place.timezone)
  if (changes.from !== undefined) query.set('from', isoOf(changes.from))
  if (changes.at !== undefined) query.set('at', isoOf(changes.at))
  if (hours !== HOURS_DEFAULT) query.set('hours', String(hours))
  if (viewer !== null) query.set('viewer', String(viewer))
  if (draft) query.set('draft', '1')
  return `/console/preview?${query}`
}

/** The midnight with which the local day of an instant begins. */
export function startOfDay(instant: number, timeZone: string): number {
  const day = new Date(instant + offsetMs(timeZone, instant)).toISOString().slice(0, 10)
  return localToInstant(`${day}T00:00`, timeZone, 'end')
}

function askedViewer(text: string): RibbonViewer {
  if (text === 'guest' || text === 'kids' || text === 'adult') return text
  if (/^\d{1,2}$/.test(text)) return Number(text)
  throw wrongField('viewer', 'A viewer is guest, kids, adult, or a cap in years, like 12.')
}

function askedHours(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw wrongField('hours', `"${text.slice(0, 40)}" is no whole number of hours, like ${HOURS_DEFAULT}.`)
}

function askedDraft(text: string): boolean {
  if (text === '' || text === '0') return false
  if (text === '1') return true
  throw wrongField('draft', '1 shows the draft beside what is live; left out, or 0: what is live alone.')
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString()
}
