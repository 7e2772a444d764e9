/**
 * Refreshes names and zones of `rules/territories.json` from `i18n-iso-countries` and `@vvo/tzdb`, and prints
 * what it changed. Everything else in a row is kept by hand. Run it after raising one of the two packages:
 * `npx tsx src/dev/generate/generate-territories.ts`.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { rawTimeZones } from '@vvo/tzdb'
import countries from 'i18n-iso-countries'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { type TerritoryRow, territoriesFile } from '../../rules/files/territory-files.ts'

/**
 * Places without a zone in the database: two without inhabitants, with the zone of their administration, and Kosovo.
 */
const ZONES_NOT_IN_DATABASE: Readonly<Record<string, readonly string[]>> = {
  BV: ['Europe/Oslo'],
  HM: ['Indian/Kerguelen'],
  XK: ['Europe/Belgrade'],
}

/** The corrected rows, and a line for each difference; for `missing` codes, a person must choose a region. */
export function refreshTerritories(rows: readonly TerritoryRow[]): {
  rows: TerritoryRow[]
  changes: string[]
  missing: string[]
} {
  countries.registerLocale(english)
  const listed = new Set(rows.map((row) => row.code))
  const known = Object.keys(countries.getAlpha2Codes())
  const changes: string[] = []
  const refreshed = rows.map((row) => {
    const name = countries.getName(row.code, 'en') ?? row.name
    const zones = zonesOf(row.code)
    if (name !== row.name) changes.push(`${row.code} name: ${row.name} → ${name}`)
    if (zones.join() !== row.zones.join()) changes.push(`${row.code} zones: ${row.zones.join()} → ${zones.join()}`)
    return { ...row, name, zones }
  })
  refreshed.sort((left, right) => (left.code < right.code ? -1 : 1))
  return { rows: refreshed, changes, missing: known.filter((code) => !listed.has(code)) }
}

function zonesOf(code: string): string[] {
  const zones = rawTimeZones.filter((zone) => zone.countryCode === code).map((zone) => zone.name)
  return [...zones, ...(ZONES_NOT_IN_DATABASE[code] ?? [])].sort()
}

function main(): void {
  const path = new URL('../../../rules/territories.json', import.meta.url)
  const file = territoriesFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  const { rows, changes, missing } = refreshTerritories(file.territories)
  writeFileSync(path, `${JSON.stringify({ ...file, territories: rows }, null, 2)}\n`)
  execFileSync('npx', ['biome', 'format', '--write', path.pathname], { stdio: 'ignore' })
  for (const change of changes) console.log(change)
  for (const code of missing) console.log(`${code} is missing: add a row with a region`)
  console.log(`${rows.length} territories, ${changes.length} changes, ${missing.length} missing`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
