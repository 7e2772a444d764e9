import { describe, expect, it } from 'vitest'
import { itemWithdrawal } from '../../../src/decide/eligibility/item-withdrawal.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { decodePacked, encodePacked, type PackedGroup } from '../../../src/snapshot/takedowns/packed.ts'
import { aCampaign, anAsset, aTitle, openIn } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'

const snapshot = openIn({
  titles: [aTitle('ttl_film')],
  assets: [anAsset('ast_here', 'ttl_film')],
  campaigns: [aCampaign('cmp_here', ['ast_here'])],
})
const NOW = Date.UTC(2026, 10, 22, 12)
const HERE = { assetId: 'ast_here', campaignId: 'cmp_here', surface: 'home-hero' } as const
const GONE = { assetId: 'ast_gone', campaignId: 'cmp_gone', surface: null } as const

const packedOf = (kind: PackedGroup['kind'], target: string): DenyList => {
  const group = { kind, number: null, territories: ['DE'], from: null, until: null, targets: [target] }
  const list = { region: 'dach' as const, sequence: 1, entries: [], narrowings: [] }
  const denies = decodePacked(encodePacked([group])) ?? []
  return DenyList.of({ list, sha256: '', packed: { sha256: '', denies } }, 0)
}
const named = (target: string, until: number | null = null) =>
  denied({ id: 'tkd_1', target, territories: ['DE'], until })

describe('what withdraws an item that a device holds', () => {
  it.each([
    ['its asset by name, though no snapshot has it', GONE, named('ast_gone'), 'tkd_1'],
    ['its campaign by name, though no snapshot has it', GONE, named('cmp_gone'), 'tkd_1'],
    ['its asset by a short hash', GONE, packedOf('asset', 'ast_gone'), 'packed order'],
    ['its campaign by a short hash', GONE, packedOf('campaign', 'cmp_gone'), 'packed order'],
    ['its title, which the snapshot tells', HERE, named('ttl_film'), 'tkd_1'],
    ['its title by a short hash', HERE, packedOf('title', 'ttl_film'), 'packed order'],
    ['its tier, which the snapshot tells', HERE, named('tier:standard'), 'tkd_1 of tier:standard'],
    ['its surface', HERE, named('surface:home-hero'), 'tkd_1'],
    ['not the surface of another', { ...HERE, surface: 'post-play' as const }, named('surface:home-hero'), null],
    ['not the title of what no snapshot has', GONE, named('ttl_film'), null],
    ['not an order that has ended', GONE, named('ast_gone', NOW), null],
    ['not the id of another kind by its short hash', GONE, packedOf('title', 'ast_gone'), null],
  ])('an item is withdrawn by %s', (_what, item, list, name) => {
    expect(itemWithdrawal(opened(snapshot), list, item, { territory: 'DE', place: 'DE', now: NOW })).toBe(name)
    expect(itemWithdrawal(opened(snapshot), list, item, { territory: 'AT', place: 'AT', now: NOW })).toBe(null)
  })
})
