import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReferences, referencesOf } from '../../src/ingest/checks/check-references.ts'
import type { ScheduleRecord } from '../../src/model/nouns/record.ts'
import { aCampaign, anAsset, aTitle } from './records.ts'

function refusedOf(records: ScheduleRecord[], stored: Record<string, string | null> = {}) {
  const nodes = records.map((record, index) => ({ id: record.id, line: index + 1, references: referencesOf(record) }))
  const refused = checkReferences(nodes, new Map(Object.entries(stored)))
  return Object.fromEntries([...refused].map(([id, found]) => [id, found.map(({ rule, path }) => `${rule} ${path}`)]))
}

describe('checkReferences', () => {
  it('checkReferences accepts references to the batch, in any order, and to the store', () => {
    expect(refusedOf([aCampaign(), anAsset(), aTitle()])).toEqual({})
    expect(refusedOf([aCampaign({ assets: ['ast_old'] })], { ast_old: null })).toEqual({})
  })

  it('checkReferences refuses what refers to nothing, naming the field', () => {
    expect(refusedOf([anAsset()])).toEqual({ ast_1: ['missing-title titleId'] })
    expect(refusedOf([aTitle({ parentId: 'ttl_9' })])).toEqual({ ttl_1: ['missing-parent parentId'] })
    expect(refusedOf([aCampaign({ assets: ['ast_8', 'ast_9'] })])).toEqual({
      cmp_1: ['missing-asset assets.0', 'missing-asset assets.1'],
    })
  })

  it('checkReferences leaves a selector and a promo without a title alone', () => {
    expect(refusedOf([aCampaign({ assets: { tags: ['new'] } }), anAsset({ kind: 'promo', titleId: null })])).toEqual({})
  })

  it('checkReferences refuses in turn what refers to a refused record', () => {
    expect(refusedOf([aCampaign(), anAsset(), aTitle({ parentId: 'ttl_9' })])).toEqual({
      ttl_1: ['missing-parent parentId'],
      ast_1: ['missing-title titleId'],
      cmp_1: ['missing-asset assets.0'],
    })
  })

  it('checkReferences accepts what refers to a refused record that is stored, for the stored one stands', () => {
    expect(refusedOf([anAsset(), aTitle({ parentId: 'ttl_9' })], { ttl_1: null })).toEqual({
      ttl_1: ['missing-parent parentId'],
    })
  })

  it('checkReferences refuses every title of a parent loop, and what hangs on it', () => {
    const titles = [
      aTitle({ id: 'ttl_a', parentId: 'ttl_b' }),
      aTitle({ id: 'ttl_b', parentId: 'ttl_c' }),
      aTitle({ id: 'ttl_c', parentId: 'ttl_a' }),
      aTitle({ id: 'ttl_child', parentId: 'ttl_a' }),
      aTitle({ id: 'ttl_own', parentId: 'ttl_own' }),
    ]
    const refused = refusedOf(titles)
    expect(Object.keys(refused).sort()).toEqual(['ttl_a', 'ttl_b', 'ttl_c', 'ttl_child', 'ttl_own'])
    expect(refused.ttl_child).toEqual(['missing-parent parentId'])
    expect(refused.ttl_own).toContain('parent-loop parentId')
  })

  it('checkReferences refuses a loop that closes through the store', () => {
    expect(refusedOf([aTitle({ id: 'ttl_a', parentId: 'ttl_b' })], { ttl_b: 'ttl_a', ttl_a: null })).toEqual({
      ttl_a: ['parent-loop parentId'],
    })
  })

  it('checkReferences keeps only records whose every reference is kept or stored, and refuses no other', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const parents = fc.tuple(...ids.map(() => fc.option(fc.constantFrom(...ids, 'stored', 'nowhere'), { nil: null })))
    fc.assert(
      fc.property(parents, (chosen) => {
        const titles = ids.map((id, index) => {
          const parent = chosen[index] ?? null
          return aTitle({ id: `ttl_${id}`, parentId: parent === null ? null : `ttl_${parent}` })
        })
        const refused = refusedOf(titles, { ttl_stored: null })
        const parentOf = new Map(titles.map(({ id, parentId }) => [id as string, parentId as string | null]))
        for (const { id } of titles) {
          let [at, steps]: [string | null | undefined, number] = [id, 0]
          while (at !== null && at !== undefined && at !== 'ttl_stored' && steps < 10)
            [at, steps] = [parentOf.get(at), steps + 1]
          const sound = steps < 10 && at !== undefined
          expect(id in refused).toBe(!sound)
        }
      }),
    )
  })
})
