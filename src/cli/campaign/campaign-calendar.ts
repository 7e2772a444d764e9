import type { CalendarCampaign, CampaignCalendar } from '../../contracts/ops/answers/campaigns/campaign-calendar.ts'
import { CALENDAR_DAYS } from '../../contracts/ops/requests/campaign-calendar.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

const DAY_MS = 86_400_000
/** Columns of the picture: of a longer span, a column is several days. */
const COLUMNS = 84
const NAME_WIDTH = 32

/** Shows which campaigns run when. */
export const campaignCalendarVerb = defineVerb({
  name: 'campaign calendar',
  description: 'Show which campaigns run when, day by day, in lanes by tier; in UTC',
  example: 'campaign calendar --territory DE --surface home-hero --from 2026-11-23 --to 2026-12-20',
  args: {
    surface: { type: 'string', description: 'Only those of a surface', valueHint: SURFACE_IDS.join('|') },
    territory: { type: 'string', description: 'Only what is in a territory', valueHint: 'DE' },
    from: { type: 'string', description: 'First day; left out: today', valueHint: '2026-11-23' },
    to: { type: 'string', description: `Last day; left out: ${CALENDAR_DAYS.default} days`, valueHint: '2026-12-20' },
  },
  run: async ({ surface, territory, from, to }, shell) => {
    const body = await (await openOps(shell)).calendar({
      ...(surface !== undefined && { surface: oneOf('--surface', surface, SURFACE_IDS) }),
      ...(territory !== undefined && { territory }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    })
    answer(shell, body, calendarPicture(body))
    return EXIT.done
  },
})

/** A lane for each tier, a line for each campaign, a column for each day (or for several). */
export function calendarPicture({ from, to, campaigns }: CampaignCalendar): readonly string[] {
  if (campaigns.length === 0) return ['no campaign runs then']
  const [first, last] = [Date.parse(from), Date.parse(to)]
  const columnMs = Math.max(1, Math.ceil((last - first) / DAY_MS / COLUMNS)) * DAY_MS
  const columns = Array.from({ length: Math.ceil((last - first) / columnMs) }, (_, index) => first + index * columnMs)
  const lanes = PRIORITIES.flatMap((tier) => {
    const own = campaigns.filter((each) => each.tier === tier)
    return own.length === 0 ? [] : ['', tier, ...own.map((each) => lineOf(each, columns, columnMs))]
  })
  const each = columnMs === DAY_MS ? '' : `; a column is ${columnMs / DAY_MS} days`
  return [
    datesOf(columns),
    ...lanes,
    '',
    `█ on the air or scheduled  ▒ paused  ░ draft or in review  · not then${each}`,
  ]
}

function lineOf(campaign: CalendarCampaign, columns: readonly number[], columnMs: number): string {
  const mark = { draft: '░', review: '░', paused: '▒', scheduled: '█', live: '█', ended: '█' }[campaign.state]
  const runs = (start: number) =>
    campaign.windows.some(({ from, until }) => {
      return Date.parse(from) < start + columnMs && (until === null || Date.parse(until) > start)
    })
  const days = columns.map((start) => (runs(start) ? mark : '·')).join('')
  return `  ${campaign.id.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)}  ${days}`
}

/** The day and month above every seventh column. */
function datesOf(columns: readonly number[]): string {
  const marks = columns.map((start, index) => (index % 7 === 0 ? new Date(start).toISOString().slice(5, 10) : ''))
  const dates = marks.filter((mark) => mark !== '').map((mark) => mark.padEnd(7))
  return `  ${''.padEnd(NAME_WIDTH)}  ${dates.join('').trimEnd()}`
}
