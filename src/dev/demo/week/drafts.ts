import type { CampaignRecord } from '../campaigns.ts'
import type { DemoBase } from './demo-base.ts'
import { localTime } from './local-time.ts'

/** What nobody has approved: a change beside a campaign that plays, and a campaign of which nothing plays yet. */
export function weekDrafts(now: number, base: DemoBase): readonly CampaignRecord[] {
  return [
    {
      // Shorter days, so that its bars differ from those of what plays.
      ...base.campaign('in-big-buck-bunny'),
      hours: [{ from: '06:00', to: '20:00' }],
      weight: 2,
      status: 'draft',
    },
    {
      v: 1,
      type: 'campaign',
      id: 'cmp_north-glass-half',
      name: 'Glass Half for two days in the north',
      owner: 'emea-marketing',
      assets: ['ast_glass-half-trailer'],
      territories: ['@nordics'],
      surfaces: ['home-hero'],
      start: localTime(now, 4, '06:00'),
      end: localTime(now, 6, '06:00'),
      status: 'draft',
    },
  ]
}
