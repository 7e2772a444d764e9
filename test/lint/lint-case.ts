import { readdirSync, readFileSync } from 'node:fs'
import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import { RegionLint } from '../../src/lint/lint-region.ts'
import { type LintReport, lintReport } from '../../src/lint/report.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
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
}

/** Lints a schedule for the region of Germany, Austria and Switzerland. */
export function lint({ titles, assets, campaigns, now, withdrawn, selects, onePerson }: LintedSchedule): LintReport {
  const rules = bundledRules()
  const settings = { rules, region: 'dach', now, mediaHosts: NO_MEDIA_HOSTS, catalogueSize: assets.length } as const
  const region = new RegionLint({ ...settings, engine: typescriptEngine })
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
