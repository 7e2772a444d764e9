import type { CampaignRecord } from '../campaigns.ts'
import { localTime } from './local-time.ts'

/**
 * A takeover of the hero in @dach, from tomorrow evening for a day: never so soon that it is there at the start, never so
 * late that a ribbon of two days leaves it out.
 */
export function takeoverDay(now: number): readonly CampaignRecord[] {
  return [
    {
      v: 1,
      type: 'campaign',
      id: 'cmp_dach-spring-day',
      name: 'Spring has the day',
      owner: 'emea-marketing',
      assets: ['ast_spring-trailer'],
      territories: ['@dach'],
      surfaces: ['home-hero'],
      start: localTime(now, 1, '18:00'),
      end: localTime(now, 2, '18:00'),
      priority: 'takeover',
      status: 'approved',
    },
  ]
}
