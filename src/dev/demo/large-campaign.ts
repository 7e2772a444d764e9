import type { AssetId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { chance, type DemoChance } from './chance.ts'
import { largeAssetId } from './large-asset.ts'
import { dayAt } from './large-calendar.ts'
import { largeTitle } from './large-title.ts'

/** The seeds of campaigns begin here, above those of assets. */
const CAMPAIGN_STREAMS = 0x6000_0000

/** The fields that no generated campaign sets; created for each campaign, because records do not share lists. */
const defaults = () => ({
  v: 1 as const,
  type: 'campaign' as const,
  end: null,
  timeZone: 'territory',
  hours: [],
  blackouts: [],
  weight: 1,
  goal: null,
  frequencyCap: null,
  audience: { kids: 'any' as const, devices: [], entitlements: [] },
  exclusionLabels: [],
  holdout: 0,
  status: 'approved' as const,
})

/** An evergreen campaign for a part of the back catalogue, everywhere and without an end. */
export function evergreenCampaign(seed: number, number: number, assets: readonly AssetId[]): Campaign {
  return {
    ...defaults(),
    id: `cmp_g${seed}-shelf-${String(number).padStart(4, '0')}`,
    name: `Shelf ${number + 1}`,
    owner: 'house',
    assets: [...assets],
    territories: ['*'],
    surfaces: [...SURFACE_IDS],
    start: `${dayAt(-700)}T00:00:00`,
    priority: 'evergreen',
  }
}

/** Where a marketer buys, how often, and whether that includes the largest region, North America. */
const MARKETS = [
  [22, { territories: ['*'], owner: 'global-marketing', largest: true }],
  [18, { territories: ['US', 'CA'], owner: 'na-marketing', largest: true }],
  [15, { territories: ['@dach', 'FR', '@benelux'], owner: 'emea-marketing', largest: false }],
  [10, { territories: ['@uki', '@nordics', '@iberia'], owner: 'emea-marketing', largest: false }],
  [15, { territories: ['@latam', 'BR'], owner: 'latam-marketing', largest: false }],
  [12, { territories: ['@anz', 'JP', 'KR', 'SG'], owner: 'apac-marketing', largest: false }],
  [8, { territories: ['IN'], owner: 'in-marketing', largest: false }],
] as const

interface MarketerCampaign {
  readonly record: Campaign
  /** (asset × campaign) pairs that it adds to the largest region. */
  readonly pairs: number
}

/** A marketer's campaign: popular titles' assets, at most `most` of them, in a market and a window. */
export function marketerCampaign(seed: number, number: number, titles: number, most: number): MarketerCampaign {
  const draw = chance(seed, CAMPAIGN_STREAMS + number)
  const market = draw.weighted<(typeof MARKETS)[number][1]>(MARKETS)
  const wanted = draw.whole(50, 500)
  const assets = popularAssets(draw, seed, titles, market.largest ? Math.min(wanted, most) : wanted)
  const starts = draw.whole(-120, 60)
  const record: Campaign = {
    ...defaults(),
    id: `cmp_g${seed}-${String(number).padStart(5, '0')}`,
    name: `Campaign ${number + 1}`,
    owner: market.owner,
    assets,
    territories: [...market.territories],
    surfaces: [
      ...draw.pick<readonly Campaign['surfaces'][number][]>([
        SURFACE_IDS,
        ['home-hero', 'browse-tile'],
        ['clips-feed'],
        ['home-hero', 'clips-feed', 'post-play'],
      ]),
    ],
    start: `${dayAt(starts)}T00:00:00`,
    end: draw.happens(0.8) ? `${dayAt(starts + draw.whole(7, 180))}T00:00:00` : null,
    hours: draw.happens(0.1) ? [{ days: ['fri', 'sat', 'sun'], from: '18:00', to: '24:00' }] : [],
    priority: draw.weighted([
      [85, 'standard'],
      [13, 'guaranteed'],
      [2, 'takeover'],
    ]),
    weight: draw.whole(1, 40) / 10,
    goal: draw.happens(0.4) ? { impressions: draw.whole(10, 5000) * 1000, pacing: draw.pick(['even', 'asap']) } : null,
    frequencyCap: draw.happens(0.3) ? { count: draw.whole(1, 6), windowSeconds: 86_400, scope: 'campaign' } : null,
    audience: {
      kids: draw.weighted([
        [85, 'any'],
        [10, 'never'],
        [5, 'only'],
      ]),
      devices: [],
      entitlements: [],
    },
    exclusionLabels: draw.happens(0.1) ? [`rival:${draw.rank(12)}`] : [],
    status: draw.weighted([
      [94, 'approved'],
      [2, 'review'],
      [2, 'draft'],
      [2, 'paused'],
    ]),
  }
  return { record, pairs: market.largest ? assets.length : 0 }
}

/** Up to `count` different assets of titles drawn by popularity; fewer when the schedule has too few. */
function popularAssets(draw: DemoChance, seed: number, titles: number, count: number): AssetId[] {
  const chosen = new Set<AssetId>()
  for (let attempt = 0; attempt < count * 4 && chosen.size < count; attempt++) {
    const index = draw.rank(titles)
    // Computed again instead of stored, so that a schedule of a million assets takes little memory.
    chosen.add(largeAssetId(seed, index, draw.whole(0, largeTitle(seed, index).assetCount - 1)))
  }
  return [...chosen]
}
