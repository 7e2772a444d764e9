import type { CampaignRecord } from '../campaigns.ts'
import type { AssetRecord, TitleRecord } from '../catalogue.ts'
import type { DemoBase } from './demo-base.ts'
import { localTime } from './local-time.ts'

/**
 * An offer that expires within the week. Its campaign goes on for three days more, as they do when nobody looks: the
 * linter tells from when on none of it may be promoted.
 */
export function lastChance(now: number, base: DemoBase): readonly (TitleRecord | AssetRecord | CampaignRecord)[] {
  // A promo of any place would outlive the offer; this one is for where its title may be watched.
  const { worldwide: _everywhere, ...promo } = base.asset('caminandes-promo')
  return [
    {
      ...base.title('caminandes'),
      id: 'ttl_caminandes-together',
      name: { en: 'Caminandes, all together' },
      kind: 'movie',
      offers: [{ territories: ['GB', 'IE'], start: '2025-01-01T00:00:00', end: localTime(now, 4, '06:00') }],
    },
    { ...promo, id: 'ast_caminandes-together', titleId: 'ttl_caminandes-together', tags: ['demo'] },
    {
      v: 1,
      type: 'campaign',
      id: 'cmp_last-chance-caminandes',
      name: 'Caminandes: last chance',
      owner: 'emea-marketing',
      assets: ['ast_caminandes-together'],
      territories: ['GB', 'IE'],
      surfaces: ['browse-tile', 'post-play'],
      start: localTime(now, -1, '00:00'),
      end: localTime(now, 7, '06:00'),
      priority: 'guaranteed',
      status: 'approved',
    },
  ]
}
