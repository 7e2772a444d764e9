/** The module that maps each territory to its region, from `rules/territories.json`. */
export function territoriesByRegionModule(rows: readonly { readonly code: string; readonly region: string }[]): string {
  const regions = new Map<string, string[]>()
  for (const { code, region } of rows) regions.set(region, [...(regions.get(region) ?? []), code])
  const lines = [...regions].map(([region, codes]) => `  ${region}: '${codes.join(' ')}',`)
  return [
    '// Written by `npm run generate` from rules/territories.json; do not edit.',
    '',
    '/** Codes of territories by the region that serves them. */',
    'export const TERRITORIES_BY_REGION: Readonly<Record<string, string>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}
