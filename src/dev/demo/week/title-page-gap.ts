import { bundledRules } from '../../../rules/bundled-rules.ts'
import type { CampaignRecord } from '../campaigns.ts'
import type { DemoBase } from './demo-base.ts'
import { everywhereBut } from './everywhere-but.ts'
import { localTime } from './local-time.ts'

/** Where nobody thought of a stand-in: it has one clock, and comes early in the lanes of all regions. */
const FORGOTTEN = 'PR'
/** Other campaigns that are everywhere on title pages: they would fill the gap. */
const FILLERS = ['late-charge', 'open-movie-night']
/** Trailers of titles that are on offer everywhere, so that nothing but the gap is found on title pages. */
const ASSETS = [
  'big-buck-bunny',
  'spring',
  'wing-it',
  'coffee-run',
  'daily-dweebs',
  'glass-half',
  'agent-327',
  'sintel',
].map((slug) => `ast_${slug}-trailer` as const)

/**
 * A gap: in one night title pages rest everywhere, a stand-in is booked for these hours, and one place is missing in it.
 * It lies three days ahead, so that there is time to close it.
 */
export function titlePageGap(now: number, base: DemoBase): readonly CampaignRecord[] {
  const house = base.campaign('house-evergreen')
  const night = { start: localTime(now, 3, '04:00'), end: localTime(now, 3, '08:00') }
  return [
    ...[house, ...FILLERS.map(base.campaign)].map(withoutTitlePages),
    {
      ...house,
      id: 'cmp_house-title-pages',
      name: 'Always something on title pages',
      assets: ASSETS,
      surfaces: ['title-detail'],
      blackouts: [night],
    },
    {
      ...house,
      id: 'cmp_house-stand-in',
      name: 'Title pages, while they rest',
      assets: ASSETS,
      territories: everywhereBut(bundledRules(), FORGOTTEN),
      surfaces: ['title-detail'],
      // Longer than the night, which is wider where a territory has many clocks.
      start: localTime(now, 2, '00:00'),
      end: localTime(now, 5, '00:00'),
    },
  ]
}

function withoutTitlePages(campaign: CampaignRecord): CampaignRecord {
  return { ...campaign, surfaces: campaign.surfaces.filter((surface) => surface !== 'title-detail') }
}
