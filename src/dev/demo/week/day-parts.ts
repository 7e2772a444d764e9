import type { CampaignRecord } from '../campaigns.ts'
import { localTime } from './local-time.ts'

type DayPart = Pick<CampaignRecord, 'id' | 'name' | 'owner' | 'assets' | 'territories' | 'hours'>

/** Breakfast, prime time and the late evening: what plays follows the clock of each viewer, day after day. */
export function dayParts(now: number): readonly CampaignRecord[] {
  return PARTS.map((part) => ({
    v: 1,
    type: 'campaign',
    ...part,
    surfaces: ['home-hero'],
    // Since yesterday, which has not ended everywhere.
    start: localTime(now, -1, '00:00'),
    end: localTime(now, 8, '00:00'),
    priority: 'guaranteed',
    status: 'approved',
  }))
}

const PARTS: readonly DayPart[] = [
  {
    id: 'cmp_breakfast-coffee',
    name: 'Coffee Run with breakfast',
    owner: 'apac-marketing',
    assets: ['ast_coffee-run-trailer'],
    territories: ['@anz', 'KR', 'ZA'],
    hours: [{ from: '06:00', to: '10:00' }],
  },
  {
    id: 'cmp_prime-time-glass-half',
    name: 'Glass Half in prime time',
    owner: 'apac-marketing',
    assets: ['ast_glass-half-trailer'],
    territories: ['@anz', 'KR', '@iberia'],
    hours: [{ from: '19:00', to: '23:00' }],
  },
  {
    // For grown-ups alone, so that rows of a ribbon differ by age; it also meets the takeover, which the linter tells.
    id: 'cmp_dach-after-ten',
    name: 'Charge after ten',
    owner: 'emea-marketing',
    assets: ['ast_charge-trailer'],
    territories: ['@dach'],
    hours: [{ from: '22:00', to: '02:00' }],
  },
]
