import type { CampaignCalendar } from '../../../contracts/ops/answers/campaigns/campaign-calendar.ts'

/** Octets of a line, its end not counted (RFC 5545, 3.1). */
const LINE_OCTETS = 75
const encoder = new TextEncoder()

/**
 * A calendar as iCalendar (RFC 5545): an event for each window of a campaign, in UTC. What is open ends with the
 * calendar. `ical-generator` would write it too, but needs a newer Node than this project runs on.
 *
 * @param now milliseconds since 1970
 */
export function calendarText({ campaigns, to }: CampaignCalendar, now: number): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Firstframe//Campaigns//EN', 'CALSCALE:GREGORIAN']
  for (const { id, name, owner, tier, state, surfaces, revision, changedAt, inHours, windows } of campaigns) {
    for (const { territories, from, until } of windows) {
      const told = [
        `${tier}, ${state}, on ${surfaces.join(' ')}`,
        territories.join(' '),
        ...(owner === null ? [] : [`owner: ${owner}`]),
        ...(inHours ? ['in parts of the day alone, or with times out'] : []),
        ...(until === null ? ['open'] : []),
      ]
      lines.push(
        'BEGIN:VEVENT',
        // The same event again when the calendar is asked for later.
        `UID:${id}.${territories[0]}@firstframe`,
        `DTSTAMP:${utc(new Date(now).toISOString())}`,
        `LAST-MODIFIED:${utc(changedAt)}`,
        `SEQUENCE:${revision}`,
        `DTSTART:${utc(from)}`,
        `DTEND:${utc(until ?? to)}`,
        `SUMMARY:${escaped(`${name || id} (${tier})`)}`,
        `DESCRIPTION:${escaped(told.join('\n'))}`,
        `CATEGORIES:${escaped(tier)}`,
        `STATUS:${state === 'live' || state === 'scheduled' || state === 'ended' ? 'CONFIRMED' : 'TENTATIVE'}`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      )
    }
  }
  return `${[...lines, 'END:VCALENDAR'].map(folded).join('\r\n')}\r\n`
}

/** `2026-11-27T18:00:00.000Z` → `20261127T180000Z`. */
function utc(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** A text (3.3.11): a name cannot begin a line of its own. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
}

/** A long line goes on behind a blank, and no character is cut. */
function folded(line: string): string {
  let [written, octets] = ['', 0]
  for (const character of line) {
    const length = encoder.encode(character).length
    if (octets + length > LINE_OCTETS) [written, octets] = [`${written}\r\n `, 1]
    written += character
    octets += length
  }
  return written
}
