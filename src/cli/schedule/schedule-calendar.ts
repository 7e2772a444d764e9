import { LANE_CLOCKS, LANE_DAYS_MAX } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { lanesPicture } from './lanes-picture.ts'

/** Shows what plays where and when, and where nothing does. */
export const scheduleCalendar = defineVerb({
  name: 'schedule calendar',
  description:
    'Show what plays on each surface and place over some days, as a strip for each lane, and where nothing does',
  example: 'schedule calendar --where dach,GB --surface home-hero --days 3',
  args: {
    where: {
      type: 'string',
      description: 'Regions and territories (all regions that you may read)',
      valueHint: 'dach,GB',
    },
    surface: { type: 'string', description: 'Only lanes of a surface', valueHint: SURFACE_IDS.join('|') },
    from: { type: 'string', description: 'First day, or an instant in UTC (today)', valueHint: '2026-11-23' },
    days: { type: 'string', description: `How many days (${LANE_DAYS_MAX})`, valueHint: `1…${LANE_DAYS_MAX}` },
    clock: {
      type: 'string',
      description: 'Whose days: local, of each place, or utc (local)',
      valueHint: LANE_CLOCKS.join('|'),
    },
    q: { type: 'string', description: 'Only lanes with a campaign of this name or id', valueHint: 'hero' },
    open: { type: 'string', description: 'Lanes of which --json has all bars', valueHint: 'home-hero.DE' },
    findings: { type: 'boolean', description: 'Ask the linter too, which takes longer' },
  },
  notes: [
    'A column of a strip is a part of the days: it has the letter of the strongest tier that plays in it, and a dot where ' +
      'nothing plays in any of it. --json has each slice to the minute, and the bars of campaigns.',
  ],
  run: async ({ where, surface, from, days, clock, q, open, findings }, shell) => {
    const most = wholeNumber('--days', days, 1, LANE_DAYS_MAX)
    const body = await (await openOps(shell)).scheduleLanes({
      ...(where !== undefined && { where }),
      ...(surface !== undefined && { surface: oneOf('--surface', surface, SURFACE_IDS) }),
      ...(from !== undefined && { from }),
      ...(most !== undefined && { days: String(most) }),
      ...(clock !== undefined && { clock: oneOf('--clock', clock, LANE_CLOCKS) }),
      ...(q !== undefined && { q }),
      ...(open !== undefined && { open }),
      findings: findings === true ? '1' : '0',
    })
    answer(shell, body, lanesPicture(shell, body))
    return EXIT.done
  },
})
