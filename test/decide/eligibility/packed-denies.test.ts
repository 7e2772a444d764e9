import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { decodePacked, encodePacked, type PackedGroup } from '../../../src/snapshot/takedowns/packed.ts'
import { contextOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, GUEST_IN_GERMANY, openIn } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'

const NAMES = Array.from({ length: 40 }, (_, at) => `film-${at}`)
const snapshot = openIn({
  titles: [
    aTitle('ttl_series', { kind: 'series' }),
    ...NAMES.map((name, at) => aTitle(`ttl_${name}`, at < 5 ? { kind: 'episode', parentId: 'ttl_series' } : {})),
  ],
  assets: NAMES.map((name, at) => anAsset(`ast_${name}`, `ttl_${name}`, { tags: [`tag-${at % 7}`] })),
  campaigns: NAMES.slice(0, 9).map((name, at) =>
    aCampaign(`cmp_${name}`, [`ast_${name}`], { owner: `owner-${at % 3}` }),
  ),
})

const ORDER: Omit<PackedGroup, 'kind' | 'targets'> = { number: null, territories: null, from: null, until: null }
const NOTHING = { region: 'dach' as const, sequence: 1, entries: [], narrowings: [] }

/** A list that says all it says in its packed part. */
function packedOf(groups: readonly PackedGroup[], narrowed = 0): DenyList {
  const denies = decodePacked(encodePacked(groups)) ?? []
  return DenyList.of({ list: NOTHING, sha256: '', packed: { sha256: '', denies } }, narrowed)
}

/** The assets and campaigns that a list reaches, by id. */
function reached(list: DenyList, now = '2026-11-22T12:00:00Z', country = 'DE'): readonly string[] {
  const { denies } = opened(snapshot).denies(list, contextOf(snapshot, { ...GUEST_IN_GERMANY, now, country }))
  const assets = Array.from(denies.assets.keys(), (asset) => snapshot.text.asset(asset).assetId)
  const campaigns = Array.from(denies.campaigns.keys(), (campaign) => snapshot.text.campaign(campaign).campaignId)
  return [...assets, ...campaigns].sort()
}

const KINDS = { ast_: 'asset', ttl_: 'title', cmp_: 'campaign', 'tag:': 'group', 'owner:': 'group' } as const
const target = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => `ast_${name}`),
  fc.constantFrom('series', ...NAMES).map((name) => `ttl_${name}`),
  fc.constantFrom(...NAMES).map((name) => `cmp_${name}`),
  fc.integer({ min: 0, max: 9 }).map((tag) => `tag:tag-${tag}`),
  fc.integer({ min: 0, max: 4 }).map((owner) => `owner:owner-${owner}`),
)

function groupsOf(targets: readonly string[]): readonly PackedGroup[] {
  return Object.entries(KINDS).map(([prefix, kind]) => {
    return { ...ORDER, kind, targets: targets.filter((each) => each.startsWith(prefix)) }
  })
}

describe('what is withdrawn by short hashes', () => {
  it('whole short hashes withdraw exactly what names withdraw, series and all below them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(target, { maxLength: 12 }), (targets) => {
        const named = targets.map((each, at) => ({ id: `tkd_${at}`, target: each, territories: null, until: null }))
        expect(reached(packedOf(groupsOf(targets)))).toEqual(reached(denied(...named)))
      }),
    )
  })

  it('shortened hashes withdraw a few too many at most, and never one too few', () => {
    const many = Array.from({ length: 900_000 }, (_, at) => `ast_elsewhere-${at.toString(36)}`)
    const mine = ['ast_film-3', 'ast_film-17', 'ast_film-39']
    const list = packedOf([{ ...ORDER, kind: 'asset', targets: [...many, ...mine] }])
    expect(list.packed[0]?.hashes.range).toBeLessThan(2 ** 31)
    expect(reached(list)).toEqual(expect.arrayContaining(mine))
    expect(reached(list).length).toBeLessThan(10)
  })

  it('a packed group holds where and when it says, to the millisecond', () => {
    const from = Date.UTC(2026, 10, 22, 12)
    const list = packedOf([
      { ...ORDER, kind: 'asset', territories: ['DE'], from, until: from + 1000, targets: ['ast_film-1'] },
    ])
    const at = (ms: number, country?: string) => reached(list, new Date(from + ms).toISOString(), country)
    expect([at(-1), at(0), at(999), at(1000), at(0, 'AT')]).toEqual([[], ['ast_film-1'], ['ast_film-1'], [], []])
  })

  it('a packed narrowing holds for content that does not know of it, and a packed order for all', () => {
    const groups = [
      { ...ORDER, kind: 'asset' as const, number: 5, targets: ['ast_film-5'] },
      { ...ORDER, kind: 'asset' as const, number: 7, targets: ['ast_film-7'] },
      { ...ORDER, kind: 'asset' as const, targets: ['ast_film-9'] },
    ]
    expect(reached(packedOf(groups, 4))).toEqual(['ast_film-5', 'ast_film-7', 'ast_film-9'])
    expect(reached(packedOf(groups, 5))).toEqual(['ast_film-7', 'ast_film-9'])
    expect(reached(packedOf(groups, 7))).toEqual(['ast_film-9'])
  })
})

describe('lists together', () => {
  it('two lists together withdraw what either does, and an addition takes nothing off them', () => {
    const one = packedOf([{ ...ORDER, kind: 'asset', targets: ['ast_film-1'] }])
    const two = denied({ id: 'tkd_2', target: 'ast_film-2', territories: null, until: null })
    expect(reached(one.and(two))).toEqual(['ast_film-1', 'ast_film-2'])
    const more = one.withAlso([{ id: 'x', target: 'cmp_film-3', territories: null, until: null }])
    expect(reached(more)).toEqual(['ast_film-1', 'cmp_film-3'])
  })

  it('two lists are each applied once, however they take turns', () => {
    const context = contextOf(snapshot, GUEST_IN_GERMANY)
    const lists = ['ast_film-1', 'ast_film-2'].map((each) =>
      denied({ id: 'tkd_1', target: each, territories: null, until: null }),
    )
    const first = lists.map((list) => opened(snapshot).denies(list, context))
    const second = lists.map((list) => opened(snapshot).denies(list, context))
    expect(second.map((each, at) => each === first[at])).toEqual([true, true])
    expect(first[0]?.key).not.toBe(first[1]?.key)
  })
})
