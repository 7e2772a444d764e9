import type { z } from 'zod'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { asset } from '../../model/nouns/asset.ts'
import type { campaign } from '../../model/nouns/campaign.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'

/** A campaign as a marketer writes it: defaults left out. */
export type CampaignRecord = z.input<typeof campaign>
type DemoAsset = Pick<z.input<typeof asset>, 'id'>
type Wish = Omit<CampaignRecord, 'v' | 'type' | 'start' | 'status'> & Partial<Pick<CampaignRecord, 'start' | 'status'>>

/** Surfaces on which one video fills the screen, not a row. */
const SCREENS: SurfaceId[] = ['home-hero', 'browse-tile', 'title-detail', 'post-play']
const LONG_AGO = '2025-01-01T00:00:00'

/**
 * Every campaign of the demo: a house campaign on all surfaces everywhere, and marketers' campaigns with higher
 * priority.
 */
export function demoCampaigns(assets: readonly DemoAsset[]): CampaignRecord[] {
  const of = (...slugs: string[]): AssetId[] =>
    assets.map(({ id }) => id).filter((id) => slugs.some((slug) => id.startsWith(`ast_${slug}-`)))
  return [...house(assets), ...emea(of), ...beyond(of), ...special(of), ...notLive(of)].map((wish) => ({
    v: 1,
    type: 'campaign',
    start: LONG_AGO,
    status: 'approved',
    ...wish,
  }))
}

type AssetsOf = (...slugs: string[]) => AssetId[]

function house(assets: readonly DemoAsset[]): Wish[] {
  return [
    {
      id: 'cmp_house-evergreen',
      name: 'Always something to watch',
      owner: 'house',
      assets: assets.map(({ id }) => id),
      territories: ['*'],
      surfaces: [...SURFACE_IDS],
      priority: 'evergreen',
    },
    {
      id: 'cmp_kids-corner',
      name: 'Kids corner',
      owner: 'kids-editorial',
      assets: { tags: ['kids-corner'] },
      territories: ['*'],
      surfaces: ['home-hero', 'browse-tile', 'clips-feed'],
      weight: 3,
      audience: { kids: 'only' },
    },
  ]
}

function emea(of: AssetsOf): Wish[] {
  return [
    {
      id: 'cmp_dach-wing-it-weekend',
      name: 'Wing It! takes the weekend',
      owner: 'emea-marketing',
      assets: of('wing-it'),
      territories: ['@dach'],
      surfaces: ['home-hero'],
      start: '2026-11-27T18:00:00',
      end: '2026-11-30T06:00:00',
      priority: 'takeover',
    },
    {
      id: 'cmp_dach-hero',
      name: 'Hero, only here',
      owner: 'emea-marketing',
      assets: of('hero'),
      territories: ['@dach'],
      surfaces: [...SCREENS, 'clips-feed'],
      weight: 2,
    },
    {
      id: 'cmp_uki-evenings',
      name: 'Sintel after tea',
      owner: 'emea-marketing',
      assets: of('sintel'),
      territories: ['@uki'],
      surfaces: ['home-hero', 'post-play'],
      hours: [{ from: '18:00', to: '24:00' }],
    },
    {
      id: 'cmp_fr-glass-half',
      name: 'Un verre à moitié plein',
      owner: 'fr-marketing',
      assets: of('glass-half', 'coffee-run'),
      territories: ['FR'],
      surfaces: [...SCREENS, 'clips-feed'],
      blackouts: [{ start: '2027-04-11T00:00:00', end: '2027-04-12T00:00:00' }],
    },
    {
      id: 'cmp_iberia-caminandes',
      name: 'Caminandes, paso a paso',
      owner: 'emea-marketing',
      assets: of('caminandes'),
      territories: ['@iberia', 'IT'],
      surfaces: ['home-hero', 'browse-tile', 'clips-feed'],
    },
    {
      id: 'cmp_north-agent-327',
      name: 'Agent 327 goes north',
      owner: 'emea-marketing',
      assets: of('agent-327'),
      territories: ['@nordics', '@benelux', 'PL'],
      surfaces: [...SCREENS, 'clips-feed'],
      exclusionLabels: ['rival:spies'],
    },
    {
      id: 'cmp_mena-daily-dweebs',
      name: 'The Daily Dweebs, daily',
      owner: 'mea-marketing',
      assets: of('daily-dweebs', 'big-buck-bunny'),
      territories: ['@mena', 'ZA'],
      surfaces: [...SCREENS, 'clips-feed'],
    },
  ]
}

function beyond(of: AssetsOf): Wish[] {
  return [
    {
      id: 'cmp_na-spring',
      name: 'Spring in North America',
      owner: 'na-marketing',
      assets: of('spring'),
      territories: ['US', 'CA'],
      surfaces: ['home-hero', 'browse-tile'],
      priority: 'guaranteed',
      goal: { impressions: 250_000, pacing: 'asap', graceDays: 3 },
      end: '2031-01-01T00:00:00',
      exclusionLabels: ['rival:season'],
    },
    {
      id: 'cmp_latam-coffee-run',
      name: 'La carrera del café',
      owner: 'latam-marketing',
      assets: of('coffee-run', 'caminandes-2'),
      territories: ['@latam', 'BR'],
      surfaces: ['home-hero', 'browse-tile', 'clips-feed'],
      frequencyCap: { count: 3, windowSeconds: 86_400, scope: 'title' },
    },
    {
      id: 'cmp_apac-wing-it',
      name: 'Wing It! across the Pacific',
      owner: 'apac-marketing',
      assets: of('wing-it', 'spring'),
      territories: ['@anz', 'JP', 'KR', 'SG'],
      surfaces: ['home-hero', 'browse-tile', 'clips-feed'],
      goal: { impressions: 100_000 },
    },
    {
      id: 'cmp_in-big-buck-bunny',
      name: 'Big Buck Bunny for India',
      owner: 'in-marketing',
      assets: of('big-buck-bunny', 'sita-sings-the-blues'),
      territories: ['IN'],
      surfaces: [...SCREENS, 'clips-feed'],
      weight: 1.5,
    },
  ]
}

function special(of: AssetsOf): Wish[] {
  return [
    {
      id: 'cmp_open-movie-night',
      name: 'Open Movie Night: set a reminder',
      owner: 'house',
      assets: of('open-movie-night'),
      territories: ['*'],
      surfaces: ['browse-tile', 'title-detail', 'clips-feed'],
    },
    {
      id: 'cmp_late-charge',
      name: 'Charge, after the children are in bed',
      owner: 'genre-editorial',
      assets: of('charge', 'sprite-fright'),
      territories: ['*'],
      surfaces: [...SCREENS, 'clips-feed'],
      audience: { kids: 'never' },
      exclusionLabels: ['rival:season'],
    },
    {
      id: 'cmp_subscribers-cosmos',
      name: 'Cosmos Laundromat for subscribers',
      owner: 'genre-editorial',
      assets: of('cosmos-laundromat'),
      territories: ['*'],
      surfaces: ['post-play', 'clips-feed'],
      audience: { kids: 'never', entitlements: ['subscription'] },
      holdout: 0.1,
    },
  ]
}

/** Campaigns that are not live: drafts, paused ones, and ended ones. */
function notLive(of: AssetsOf): Wish[] {
  const everywhere = { territories: ['*'], surfaces: [...SURFACE_IDS] }
  return [
    {
      id: 'cmp_draft-undertow',
      name: 'Undertow: first ideas',
      owner: 'na-marketing',
      assets: of('undertow'),
      ...everywhere,
      status: 'draft',
    },
    {
      id: 'cmp_paused-tears',
      name: 'Tears of Steel, on hold',
      owner: 'emea-marketing',
      assets: of('tears-of-steel'),
      ...everywhere,
      status: 'paused',
    },
    {
      id: 'cmp_ended-lantern',
      name: 'Lantern Year at launch',
      owner: 'apac-marketing',
      assets: of('lantern-year'),
      ...everywhere,
      end: '2025-03-01T00:00:00',
    },
    {
      id: 'cmp_next-sita',
      name: 'Sita, twenty-three years on',
      owner: 'house',
      assets: of('sita-sings-the-blues'),
      ...everywhere,
      start: '2031-02-11T00:00:00',
    },
  ]
}
