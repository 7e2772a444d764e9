import type { EntryList } from '../../src/compile/columns/text.ts'
import { RegionCompiler } from '../../src/compile/compiler.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import { type Asset, asset } from '../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../src/model/nouns/campaign.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { type Title, title } from '../../src/model/nouns/title.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'

/** The instant of compilation in these tests. */
const NOW = Date.UTC(2026, 10, 22)

export const aTitle = (fields: object = {}): Title =>
  title.parse({ v: 1, type: 'title', id: 'ttl_a', name: { en: 'A' }, kind: 'movie', ...fields })

export const anAsset = (fields: object = {}): Asset =>
  asset.parse({
    ...{ v: 1, type: 'asset', id: 'ast_a', titleId: 'ttl_a', kind: 'trailer', durationMs: 1000, aspect: '16:9' },
    renditions: [{ type: 'mp4', url: '/media/a.mp4', codec: 'avc', height: 720 }],
    ...fields,
  })

export const aCampaign = (fields: object = {}): Campaign =>
  campaign.parse({
    ...{ v: 1, type: 'campaign', id: 'cmp_a', assets: ['ast_a'], territories: ['*'], surfaces: ['home-hero'] },
    ...{ start: '2026-01-01T00:00:00', status: 'approved' },
    ...fields,
  })

interface Listed {
  readonly titles?: readonly Title[]
  readonly assets?: readonly Asset[]
  readonly campaigns?: readonly Campaign[]
}

/** Compiles records, assets in the order of rows and the rest in that of their lists; one default record of each kind where none is given. */
export function compiled(region: RegionId, records: Listed = {}) {
  return compiledWith([] as string[], region, records)
}

/** As `compiled`, with a list of one's own for the words of the assets. */
export function compiledWith<Entries extends EntryList>(
  entries: Entries,
  region: RegionId,
  { titles = [aTitle()], assets = [anAsset()], campaigns = [aCampaign()] }: Listed,
) {
  const compiler = new RegionCompiler(bundledRules(), region, NOW, entries)
  for (const record of titles) compiler.addTitle(record)
  for (const record of inRowOrder(assets)) compiler.addAsset(record)
  for (const record of campaigns) compiler.addCampaign(record, Array.isArray(record.assets) ? record.assets : [])
  return compiler.finish()
}

const instant = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString().slice(0, 16) : 'open')

/** The windows of the only campaign in a territory, as `from/to` in UTC. */
export function campaignWindows(region: RegionId, code: string, fields: object): string[] {
  const { hot } = compiled(region, { campaigns: [aCampaign(fields)], assets: [anAsset({ worldwide: true })] })
  return windowsOf(
    hot.windows,
    (hot.campaigns.window[0] ?? Number.NaN) * hot.territories.length + hot.territories.indexOf(code),
  )
}

/** The cell of a class table, as `from/to` in UTC. */
export function windowsOf(
  windows: {
    readonly cells: Uint32Array
    readonly offsets: Uint32Array
    readonly start: Float64Array
    readonly end: Float64Array
  },
  cell: number,
): string[] {
  const set = windows.cells[cell] ?? -1
  const [first = 0, last = 0] = windows.offsets.slice(set, set + 2)
  return [...windows.start.slice(first, last)].map(
    (start, index) => `${instant(start)}/${instant(windows.end[first + index] ?? Number.NaN)}`,
  )
}
