import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoCatalogue } from '../../../src/dev/demo/catalogue.ts'
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { type ScheduleRecord, scheduleRecord } from '../../../src/model/nouns/record.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { Title } from '../../../src/model/nouns/title.ts'

/** Labels for everyone, as the territories' own bodies define them. */
const FOR_EVERYONE: Readonly<Record<string, readonly string[]>> = {
  US: ['G', 'TV-G', 'TV-Y'],
  GB: ['U'],
  DE: ['FSK 0'],
  FR: ['TP'],
  ES: ['A', 'Ai'],
  IN: ['U'],
  JP: ['G'],
  BR: ['L'],
  AU: ['G'],
  KR: ['ALL'],
}

const committed = readFileSync(new URL('../../../src/dev/demo/catalogue.ndjson', import.meta.url), 'utf8')
const records: ScheduleRecord[] = demoCatalogue()
  .trimEnd()
  .split('\n')
  .map((line) => scheduleRecord.parse(JSON.parse(line)))
const titles = new Map(records.filter((record): record is Title => record.type === 'title').map((t) => [t.id, t]))
const assets = records.filter((record): record is Asset => record.type === 'asset')
const campaigns = records.filter((record): record is Campaign => record.type === 'campaign')
const house = campaigns.find(({ id }) => id === 'cmp_house-evergreen')

function forEveryoneIn(asset: Asset, territory: string): boolean {
  const own = asset.ratings.filter((rating) => rating.territory === territory)
  const inherited = asset.titleId === null ? [] : (titles.get(asset.titleId)?.ratings ?? [])
  const stated = own.length > 0 ? own : inherited.filter((rating) => rating.territory === territory)
  return stated.length > 0 && stated.every(({ label }) => FOR_EVERYONE[territory]?.includes(label))
}

/** What a guest can be shown there on an ordinary day of the demo, leaving out anything with a clock of its own. */
function guestFinds(territory: string): Asset[] {
  return assets.filter((asset) => {
    const title = asset.titleId === null ? undefined : titles.get(asset.titleId)
    const offered = title?.offers.some((offer) => offer.territories.includes('*') && offer.start < '2026-01-01')
    const timeless = asset.validFrom === null && asset.validUntil === null
    return offered && timeless && asset.band !== 'red' && !asset.flashRisk && forEveryoneIn(asset, territory)
  })
}

describe('the committed demo catalogue', () => {
  it('the committed demo catalogue is what its generator makes now (else run src/dev/demo/make-catalogue.ts)', () => {
    expect(committed).toBe(demoCatalogue())
  })

  it('the demo catalogue names every id once', () => {
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
  })

  it('the demo catalogue refers only to records that it holds', () => {
    const known = new Set<string>(records.map(({ id }) => id))
    const named = [
      ...assets.map(({ titleId }) => titleId),
      ...[...titles.values()].map(({ parentId }) => parentId),
      ...campaigns.flatMap((campaign) => (Array.isArray(campaign.assets) ? campaign.assets : [])),
    ].filter((id) => id !== null)
    expect(named.filter((id) => !known.has(id))).toEqual([])
  })

  it('the demo catalogue holds at least 14 titles and 66 assets', () => {
    expect(titles.size).toBeGreaterThanOrEqual(14)
    expect(assets.length).toBeGreaterThanOrEqual(66)
  })

  it('every title has a 16:9 trailer and two vertical clips', () => {
    for (const id of titles.keys()) {
      const own = assets.filter(({ titleId }) => titleId === id)
      expect(own.some(({ kind, aspect }) => kind === 'trailer' && aspect === '16:9')).toBe(true)
      expect(own.filter(({ kind, aspect }) => kind === 'clip' && aspect === '9:16').length).toBeGreaterThanOrEqual(2)
    }
  })

  it('every asset has captions in English and one language more', () => {
    for (const { captions } of assets) {
      expect(captions[0]?.language).toBe('en')
      expect(new Set(captions.map(({ language }) => language)).size).toBeGreaterThanOrEqual(2)
    }
  })

  it('the house campaign is on every surface of every territory, with every asset', () => {
    expect(house).toMatchObject({ territories: ['*'], surfaces: [...SURFACE_IDS], priority: 'evergreen' })
    expect(house?.assets).toEqual(assets.map(({ id }) => id))
  })
})

describe.each(Object.keys(FOR_EVERYONE))('a guest in %s', (territory) => {
  it('a guest finds something for the hero', () => {
    expect(guestFinds(territory).filter(({ aspect }) => aspect === '16:9').length).toBeGreaterThanOrEqual(1)
  })

  it('a guest finds 24 vertical clips from 12 titles, two a title', () => {
    const perTitle = new Map<string, number>()
    for (const { aspect, kind, titleId } of guestFinds(territory)) {
      if (aspect !== '9:16' || kind !== 'clip' || titleId === null) continue
      perTitle.set(titleId, Math.min(2, (perTitle.get(titleId) ?? 0) + 1))
    }
    expect(perTitle.size).toBeGreaterThanOrEqual(12)
    expect([...perTitle.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(24)
  })
})

it('a viewer at an unknown place finds a hero and six clips, all for everyone wherever they are rated', () => {
  const worldwide = assets.filter(
    (asset) => asset.worldwide && Object.keys(FOR_EVERYONE).every((territory) => forEveryoneIn(asset, territory)),
  )
  expect(worldwide.filter(({ aspect }) => aspect === '16:9').length).toBeGreaterThanOrEqual(1)
  expect(worldwide.filter(({ aspect }) => aspect === '9:16').length).toBeGreaterThanOrEqual(6)
  expect(assets.filter((asset) => asset.worldwide)).toEqual(worldwide)
})

describe('what the demo gives each gate to refuse', () => {
  it.each<[string, (asset: Asset) => boolean]>([
    ['a red-band trailer', ({ band }) => band === 'red'],
    ['a green-band trailer', ({ band }) => band === 'green'],
    ['a flash risk', ({ flashRisk }) => flashRisk],
    ['an asset that nobody rated', ({ ratings }) => ratings.some(({ label }) => label === 'Unrated demo')],
    ['an asset that has not started', ({ validFrom }) => validFrom !== null && validFrom > '2030'],
    ['an asset that has ended', ({ validUntil }) => validUntil !== null && validUntil < '2026-06'],
  ])('the assets of the demo include %s', (_name, holds) => {
    expect(assets.some(holds)).toBe(true)
  })

  it.each<[string, (offer: Title['offers'][number]) => boolean]>([
    ['an embargoed title', ({ embargoUntil }) => embargoUntil !== null && embargoUntil > '2030'],
    ['a title to be reminded of', ({ promoteFrom, embargoUntil }) => promoteFrom !== null && embargoUntil === null],
    ['a title offered in @dach only', ({ territories }) => territories.join() === '@dach'],
  ])('the titles of the demo include %s', (_name, holds) => {
    expect([...titles.values()].some(({ offers }) => offers.length > 0 && offers.every(holds))).toBe(true)
  })

  it.each<[string, (campaign: Campaign) => boolean]>([
    ['a takeover', ({ priority }) => priority === 'takeover'],
    ['a guaranteed campaign', ({ priority }) => priority === 'guaranteed'],
    ['a campaign for kids alone', ({ audience }) => audience.kids === 'only'],
    ['a draft', ({ status }) => status === 'draft'],
    ['a paused campaign', ({ status }) => status === 'paused'],
    ['a frequency cap', ({ frequencyCap }) => frequencyCap !== null],
    ['rivals that keep apart', ({ exclusionLabels }) => exclusionLabels.length > 0],
  ])('the campaigns of the demo include %s', (_name, holds) => {
    expect(campaigns.some(holds)).toBe(true)
  })
})
