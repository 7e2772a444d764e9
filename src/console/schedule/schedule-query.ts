import type { PageRequest } from '../page.ts'
import type { CalendarClock } from './lane-clock.ts'

/** Parameters of the calendar, as a page has them and as the ops API takes them. */
export const CALENDAR_PARAMETERS = ['where', 'surface', 'from', 'days', 'clock', 'q', 'open'] as const

type CalendarParameter = (typeof CALENDAR_PARAMETERS)[number]
/** What is asked of a calendar; a parameter that is left out, or empty, is not asked. */
export type CalendarQuery = Readonly<Partial<Record<CalendarParameter, string>>>

/**
 * What a page of the calendar is asked. Today is that of UTC, for all lanes: it is another day in other places, and days
 * of lanes must stand above each other.
 */
export function calendarQuery({ query, now }: Pick<PageRequest, 'query' | 'now'>): CalendarQuery {
  const asked = Object.fromEntries(CALENDAR_PARAMETERS.map((name) => [name, query(name).trim()]))
  return { ...asked, from: asked.from || new Date(now).toISOString().slice(0, 10) }
}

/** Whose clock is asked for. */
export function clockOf({ clock }: CalendarQuery): CalendarClock {
  return clock === 'utc' ? 'utc' : 'local'
}

/** The parameters that say something, as text for an address, with some of them changed. */
export function queryText(query: CalendarQuery, changed: CalendarQuery = {}): string {
  const all = Object.entries({ ...query, ...changed }).filter(([, value]) => value !== undefined && value !== '')
  return String(new URLSearchParams(Object.fromEntries(all)))
}

/** The page of the calendar, with some of what it is asked changed. */
export function calendarHref(query: CalendarQuery, changed: CalendarQuery = {}): string {
  const text = queryText(query, changed)
  return text === '' ? '/console/schedule' : `/console/schedule?${text}`
}

/** The same calendar with one more lane open. */
export function openHref(query: CalendarQuery, lane: string): string {
  const open = (query.open ?? '').split(',').filter((key) => key !== '' && key !== lane)
  return `${calendarHref(query, { open: [...open, lane].join(',') })}#${lane}`
}

/** Where it is told why something plays at a surface in a territory, or why nothing does. @param at an instant, ISO */
export function whyHref(surface: string, country: string, at?: string): string {
  return `/console/why?${new URLSearchParams({ surface, country, ...(at !== undefined && { at }) })}`
}
