import { describe, expect, it } from 'vitest'
import { growingUint16 } from '../../../src/compile/columns/growing-column.ts'
import type { Placement } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'

const FEED: Placement = { id: 'p', surface: 'clips-feed', titleId: null, row: null, inView: null, count: 50 }
const LANGUAGES = Array.from({ length: 70 }, (_, at) => `${'abcdefghij'[at % 10]}${'klmnopq'[Math.floor(at / 10)]}`)

/** So many clips of as many titles, each in a campaign of its own. */
function clips(count: number, ofAsset: (at: number) => object, ofCampaign: (at: number) => object = () => ({})) {
  const at = Array.from({ length: count }, (_, number) => number)
  return openIn({
    titles: at.map((number) => aTitle(`ttl_${number}`)),
    assets: at.map((number) =>
      anAsset(`ast_${number}`, `ttl_${number}`, { kind: 'clip', aspect: '9:16', ...ofAsset(number) }),
    ),
    campaigns: at.map((number): Campaign => aCampaign(`cmp_${number}`, [`ast_${number}`], ofCampaign(number))),
  })
}

/** What the language is worth, by clip. */
function languagePoints(snapshot: Snapshot, language: string): Record<string, number> {
  const { kept } = explain(opened(snapshot), requestFor(snapshot, { language }, { placements: [FEED] }), FEED)
  return Object.fromEntries(kept.map(({ assetId, terms }) => [assetId, terms.language]))
}

describe('a region of many names', () => {
  it('a region knows each of its languages, however many there are', () => {
    const snapshot = clips(LANGUAGES.length, (at) => ({ audio: [{ language: LANGUAGES[at] ?? '' }] }))
    for (const at of [0, 31, 32, 63, 64, 69]) {
      const points = languagePoints(snapshot, LANGUAGES[at] ?? '')
      const liked = Object.keys(points).filter((id) => (points[id] ?? 0) > 0)
      expect(liked, LANGUAGES[at]).toEqual([`ast_${at}`])
    }
  })

  it('rivals are kept apart by each of their labels, and by nothing else', () => {
    const labels = (at: number) => ({ exclusionLabels: [`rival ${Math.floor(at / 2)}`, `alone ${at}`] })
    const snapshot = clips(48, () => ({}), labels)
    expect(snapshot.hot.exclusionLabels).toHaveLength(72)
    const [decision] = decide(
      opened(snapshot),
      requestFor(snapshot, {}, { placements: [{ ...FEED, count: 24 }], seed: 'a page' }),
    )
    const picks = decision?.picks ?? []
    expect(picks.flatMap(({ relaxed }) => relaxed)).not.toContain('separation')
    const page = assetIdsOf(snapshot, picks).map((id) => Math.floor(Number(id.slice(4)) / 2))
    expect(page).toHaveLength(24)
    const gap = snapshot.rules.slate.find(({ surface }) => surface === 'clips-feed')?.separationGap ?? 0
    expect(gap).toBeGreaterThan(0)
    for (let at = 0; at < page.length; at++) expect(page.slice(at + 1, at + 1 + gap)).not.toContain(page[at])
  })

  it('a column throws where a number would be cut, instead of naming something else', () => {
    const column = growingUint16()
    column.push(0xffff)
    expect(() => column.push(0x10000)).toThrow('65536 is more than a column of the snapshot can hold')
    expect([...column.finish()]).toEqual([0xffff])
  })
})
