import type { Pick } from '../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../src/decide/decision-request.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { title } from '../../src/model/nouns/title.ts'
import type { CaseContext } from './case-context.ts'
import { contextOf, type Schedule, snapshotOf } from './case-world.ts'

/** Fields that differ from what anybody may be shown in Germany. */
export const aTitle = (id: string, fields: object = {}) =>
  title.parse({
    ...{ v: 1, type: 'title', id, name: { en: id }, kind: 'movie', ratings: [{ territory: 'DE', label: 'FSK 0' }] },
    ...{ offers: [{ territories: ['*'], start: '2026-01-01T00:00:00' }] },
    ...fields,
  })

export const anAsset = (id: string, titleId: string | null, fields: object = {}) =>
  asset.parse({
    ...{ v: 1, type: 'asset', id, titleId, kind: 'promo', durationMs: 1000, aspect: '16:9' },
    renditions: [{ type: 'mp4', url: '/media/a.mp4', codec: 'avc', height: 720 }],
    ...fields,
  })

export const aCampaign = (id: string, assets: readonly string[], fields: object = {}) =>
  campaign.parse({
    ...{ v: 1, type: 'campaign', id, assets, territories: ['*'], start: '2026-01-01T00:00:00', status: 'approved' },
    surfaces: ['home-hero', 'browse-tile', 'title-detail', 'post-play', 'clips-feed'],
    ...fields,
  })

/** So many titles with so many assets each, all in one campaign; portrait clips where `kind` says so. */
export function catalogue(titles: number, assetsEach: number, kind: 'promo' | 'clip' = 'promo'): Schedule {
  const look = kind === 'clip' ? { kind, aspect: '9:16' } : { kind }
  const numbers = Array.from({ length: titles }, (_, index) => String(index).padStart(2, '0'))
  const assets = numbers.flatMap((number) =>
    Array.from({ length: assetsEach }, (_, place) => anAsset(`ast_${number}-${place}`, `ttl_${number}`, look)),
  )
  return {
    titles: numbers.map((number) => aTitle(`ttl_${number}`)),
    assets,
    campaigns: [
      aCampaign(
        'cmp_all',
        assets.map(({ id }) => id),
      ),
    ],
  }
}

export const openIn = (schedule: Schedule): Snapshot => snapshotOf('dach', schedule).snapshot

/** A guest in Germany, on a plain day. */
export const GUEST_IN_GERMANY: CaseContext = { country: 'DE', now: '2026-11-22T12:00:00Z', surface: 'home-hero' }

/** A request with nothing remembered and nothing taken down. */
export function requestFor(
  snapshot: Snapshot,
  context: Partial<CaseContext> = {},
  others: Partial<Omit<DecisionRequest, 'context'>> = {},
): DecisionRequest {
  return decisionRequest({
    context: contextOf(snapshot, { ...GUEST_IN_GERMANY, ...context }),
    placements: [],
    denies: DenyList.NONE,
    ...others,
  })
}

export function assetIdsOf({ hot, text }: Snapshot, picks: readonly Pick[]): string[] {
  return picks.map(({ candidate }) => text.asset(hot.candidateAsset[candidate] ?? -1).assetId)
}

/** `null` for an asset without a title. */
export function titleIdsOf({ hot, text }: Snapshot, picks: readonly Pick[]): (string | null)[] {
  return picks.map(({ candidate }) => text.titleOf(hot.candidateAsset[candidate] ?? -1)?.titleId ?? null)
}
