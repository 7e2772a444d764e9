import { readdirSync, readFileSync } from 'node:fs'
import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import type { ForecastCell, ForecastCellName } from '../../src/learn/supply/forecast-cell.ts'
import { supplyForecast } from '../../src/learn/supply/supply-forecast.ts'
import { RegionLint } from '../../src/lint/lint-region.ts'
import type { LintSupply } from '../../src/lint/lint-supply.ts'
import { type LintReport, lintReport } from '../../src/lint/report.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import type { CampaignId } from '../../src/model/fields/identifier.ts'
import { NO_MEDIA_HOSTS } from '../../src/model/fields/media-alias.ts'
import { type Asset, asset } from '../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../src/model/nouns/campaign.ts'
import { type Title, title } from '../../src/model/nouns/title.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { lintCasesFile } from '../../src/rules/files/lint-case-file.ts'

const read = (name: string) => JSON.parse(readFileSync(`rules/cases/lint/${name}`, 'utf8'))
const defaults = read('_default.json')

/** Every worked case of the linter, file by file. */
export const lintCases = readdirSync('rules/cases/lint')
  .filter((name) => !name.startsWith('_'))
  .flatMap((name) => lintCasesFile.parse(read(name)))

/** The records of a case, whole. */
export function recordsOf(fields: Pick<(typeof lintCases)[number], 'campaigns' | 'titles' | 'assets'>) {
  return {
    titles: (fields.titles ?? [{}]).map((each) => title.parse({ ...defaults.title, ...each })),
    assets: (fields.assets ?? [{}]).map((each) => asset.parse({ ...defaults.asset, ...each })),
    campaigns: fields.campaigns.map((each) => campaign.parse({ ...defaults.campaign, ...each })),
  }
}

/** A schedule that is linted. */
export interface LintedSchedule {
  readonly titles: readonly Title[]
  readonly assets: readonly Asset[]
  readonly campaigns: readonly Campaign[]
  readonly now: number
  readonly withdrawn?: Readonly<Record<string, string>> | undefined
  readonly onePerson?: readonly string[] | undefined
  readonly selects?: Readonly<Record<string, readonly string[]>> | undefined
  readonly supply?: LintCase['supply']
  readonly forecasts?: LintCase['forecasts']
}

type LintCase = (typeof lintCases)[number]

/** What a case says of supply, as if it had been counted for 56 days. */
function supplyOf({ supply, forecasts = {} }: Pick<LintedSchedule, 'supply' | 'forecasts'>): LintSupply | null {
  if (supply === undefined) return null
  const of = ({ territory, surface }: ForecastCell) => supply[`${territory} ${surface}`]
  const weeks = Object.entries(supply).map(([name, { hourly }]) => {
    return [name as ForecastCellName, { days: 56, hours: new Float64Array(168).fill(hourly) }] as const
  })
  const kept = { asOf: 0, days: 56, cells: new Map(weeks) }
  return {
    forecast: supplyForecast([kept], { zoneOf: () => 'UTC', daysOf: () => 56 }),
    errorAhead: () => 0.1,
    seen: (cell) => of(cell)?.seen ?? null,
    forecasts: new Map(
      Object.entries(forecasts).map(([id, [low, mid, high]]) => [id as CampaignId, { low, mid, high }] as const),
    ),
    about: null,
  }
}

/** Lints a schedule for the region of Germany, Austria and Switzerland. */
export function lint({
  titles,
  assets,
  campaigns,
  now,
  withdrawn,
  selects,
  onePerson,
  ...known
}: LintedSchedule): LintReport {
  const rules = bundledRules()
  const settings = { rules, region: 'dach', now, mediaHosts: NO_MEDIA_HOSTS, catalogueSize: assets.length } as const
  const region = new RegionLint({ ...settings, engine: typescriptEngine, supply: supplyOf(known) })
  for (const each of titles) region.addTitle(each)
  for (const each of inRowOrder(assets)) {
    const at = withdrawn?.[each.id]
    region.addAsset(each, at === undefined ? undefined : Date.parse(at))
  }
  for (const each of campaigns) {
    const members = Array.isArray(each.assets) ? each.assets : ((selects?.[each.id] ?? []) as Asset['id'][])
    region.addCampaign(each, members, onePerson?.includes(each.id) !== true)
  }
  return lintReport(rules.lint, [region.finish()], null)
}
