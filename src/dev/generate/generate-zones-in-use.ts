/** The module that lists the time zones of the territories, from `rules/territories.json`. */
export function zonesInUseModule(rows: readonly { readonly zones: readonly string[] }[]): string {
  const areas = new Map<string, string[]>()
  for (const zone of [...new Set(rows.flatMap(({ zones }) => zones))].sort()) {
    const slash = zone.indexOf('/')
    const area = zone.slice(0, Math.max(0, slash))
    areas.set(area, [...(areas.get(area) ?? []), zone.slice(slash + 1)])
  }
  const lines = [...areas].map(([area, places]) => `  ${area === '' ? "''" : area}: '${places.join(' ')}',`)
  return [
    '// Written by `npm run generate` from rules/territories.json; do not edit.',
    '',
    '/** IANA zones by their area: what stands after the first slash, with a space between each. */',
    'export const ZONES_IN_USE: Readonly<Record<string, string>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}
