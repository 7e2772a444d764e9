import type { Asset } from '../../src/model/nouns/asset.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../src/model/nouns/campaign.ts'
import { type Title, title } from '../../src/model/nouns/title.ts'

/** Valid records, with one field or another changed. */
export const aTitle = (changes: Record<string, unknown> = {}): Title =>
  title.parse({ v: 1, type: 'title', id: 'ttl_1', name: { en: 'Sintel' }, kind: 'movie', ...changes })

export const anAsset = (changes: Record<string, unknown> = {}): Asset =>
  asset.parse({
    v: 1,
    type: 'asset',
    id: 'ast_1',
    titleId: 'ttl_1',
    kind: 'trailer',
    durationMs: 52_000,
    aspect: '16:9',
    renditions: [{ type: 'mp4', url: '/media/1.mp4', codec: 'avc', height: 1080 }],
    ...changes,
  })

export const aCampaign = (changes: Record<string, unknown> = {}): Campaign =>
  campaign.parse({
    v: 1,
    type: 'campaign',
    id: 'cmp_1',
    assets: ['ast_1'],
    territories: ['DE'],
    surfaces: ['home-hero'],
    start: '2026-11-01T00:00:00',
    ...changes,
  })
