import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packedReach } from '../../src/decide/eligibility/packed-reach.ts'
import { RowIndex } from '../../src/decide/rows/row-index.ts'
import { shorten } from '../../src/model/denies/short-hashes.ts'
import { groupKey, groupName, targetKey } from '../../src/model/fields/group-name.ts'
import { hash32 } from '../../src/model/hash32.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { takedownTarget } from '../../src/model/nouns/takedown.ts'
import { aCampaign, anAsset, aTitle, openIn } from '../decide/catalogue.ts'

const spaced = fc.array(
  fc.constantFrom('Summer', ' ', '\u00a0', '\t', 'e\u0301te\u0301', 'STRASSE', '\u200b', 'ß', 'İ'),
)
const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  spaced.map((parts) => parts.join('')),
)

describe('names of tags, owners and feeds', () => {
  it('the name of a group is kept as it was written, but composed and with single spaces', () => {
    expect(groupName('  Summer\u00a0\t sale ')).toBe('Summer sale')
    expect(groupName('e\u0301te\u0301')).toBe('\u00e9t\u00e9')
  })

  it('two names have one key where a person reads one, whatever their case and what is invisible in them', () => {
    const same = ['Summer sale', ' SUMMER   SALE', 'summer\u00a0sale', 'sum\u200bmer sale', '\ufeffsummer sale\u00ad']
    expect(new Set(same.map(groupKey))).toEqual(new Set(['summer sale']))
    expect(groupKey('E\u0301TE\u0301')).toBe(groupKey('\u00e9t\u00e9'))
    expect(groupKey('Straße')).toBe(groupKey('STRASSE'))
    expect(groupKey('ΟΔΟΣ')).toBe(groupKey('οδος'))
    expect(groupKey('kids')).not.toBe(groupKey('kid'))
  })

  it('the name of a group has one key in whatever form and case, for every letter that there is', () => {
    for (let code = 0x21; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code)
      if (/[\p{Cn}\p{Cs}\p{Co}\p{Script=Han}\p{Script=Hangul}]/u.test(letter)) continue
      for (const name of [letter, `a ${letter}b`, `${letter}\u0301`, `${letter}\u0345`]) {
        const key = groupKey(name)
        const [upper, lower] = [name.toUpperCase(), name.toLowerCase()]
        const forms = [name.normalize('NFC'), name.normalize('NFD'), upper, lower, upper.normalize('NFD'), key]
        const others = forms.filter((form) => groupKey(form) !== key)
        if (others.length > 0) expect([code.toString(16), name, others]).toEqual([])
      }
    }
  })

  it('a key that the older rule made has the same key as its name', () => {
    const before = (name: string) =>
      groupName(name.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''))
        .toUpperCase()
        .toLowerCase()
        .normalize('NFC')
    fc.assert(
      fc.property(fc.oneof(names, fc.constantFrom('GROẞMANN', 'ᾳ', 'Αθηνά', 'ΐ', 'ᾈ')), (name) => {
        expect(groupKey(before(name))).toBe(groupKey(name))
      }),
      { numRuns: 2000 },
    )
    for (const one of ['GROẞMANN', 'Großmann', 'großmann', 'GROSSMANN']) expect(groupKey(one)).toBe('grossmann')
    for (const one of ['ᾳ', 'ΑΙ', 'αι']) expect(groupKey(one)).toBe('αι')
  })

  it('a group is found in content, by name and packed, whichever rule wrote its keys', () => {
    const { hot } = openIn({
      titles: [aTitle('ttl_a')],
      assets: [anAsset('ast_a', 'ttl_a'), anAsset('ast_b', 'ttl_a')],
      campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b'])],
    })
    const [first, second] = [Uint32Array.of(0), Uint32Array.of(1)]
    const group = (key: string, assets: Uint32Array) => ({ key, assets, campaigns: new Uint32Array(0) })
    const old = { ...hot, groups: [group('tag:großmann', first), group('tag:grossmann', second)] }
    const index = new RowIndex(old)
    for (const target of ['tag:grossmann', 'tag:großmann']) {
      expect([...(index.groupOf(target)?.assets ?? [])]).toEqual([0, 1])
    }
    const hashes = { values: Uint32Array.of(shorten(hash32('tag:grossmann'), 2 ** 32)), range: 2 ** 32 }
    const deny = { kind: 'group', hashes, number: null, territories: null, from: null, until: null } as const
    expect([...packedReach({ hot: old, index }, deny).assets]).toEqual([0, 1])
  })

  it('the key of a group is a name itself, and its own key', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(groupKey(groupKey(name))).toBe(groupKey(name))
        expect(groupKey(groupName(name))).toBe(groupKey(name))
        expect(targetKey(targetKey(`tag:${name}`))).toBe(targetKey(`tag:${name}`))
      }),
      { numRuns: 2000 },
    )
  })

  it('every group that a record accepts can be taken down: snapshot and order have it under the same key', () => {
    const fields = { ...anAsset('ast_a', 'ttl_a'), feed: null }
    fc.assert(
      fc.property(names, (name) => {
        const record = asset.safeParse({ ...fields, tags: [name], feed: { id: name, itemId: '1' } })
        const owned = campaign.safeParse({ ...aCampaign('cmp_a', ['ast_a']), owner: name })
        if (!record.success || !owned.success || owned.data.owner === '') return
        const wanted = ['tag', 'feed', 'owner'].map((kind) => takedownTarget.parse(`${kind}:${name}`)).sort()
        const { hot } = openIn({ titles: [aTitle('ttl_a')], assets: [record.data], campaigns: [owned.data] })
        expect(hot.groups.map(({ key }) => key).sort()).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it('the name of a group is refused where nothing of it can be seen', () => {
    for (const name of ['', ' ', '\u200b', '\u00a0\u2060']) {
      expect(asset.safeParse({ ...anAsset('ast_a', 'ttl_a'), tags: [name] }).success).toBe(false)
      expect(takedownTarget.safeParse(`tag:${name}`).success).toBe(false)
    }
  })
})
