/** What of `rules/groups.json` and `rules/policies/geo.json` says which region answers. */
export interface RoutingRules {
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly anonymizers: Readonly<Record<string, string>>
  readonly portability: readonly { readonly group: string; readonly verified: string }[]
}

/** The module of what routes a request, and nothing else. Only what is confirmed: keeping home rights widens. */
export function routingModule({ groups, anonymizers, portability }: RoutingRules): string {
  const confirmed = portability.filter(({ verified }) => verified === 'yes')
  const portable = new Set(confirmed.flatMap(({ group }) => groups[group] ?? []))
  const lines = Object.entries(anonymizers).map(([name, answer]) => `  ${name}: '${answer}',`)
  return [
    '// Written by `npm run generate` from rules/groups.json and rules/policies/geo.json; do not edit.',
    '',
    '/** Codes of the territories whose residents keep their home rights in each other, by confirmed rules alone. */',
    `export const PORTABLE = '${[...portable].sort().join(' ')}'`,
    '',
    '/** What is believed of a place that an anonymizer reports. */',
    'export const ANONYMIZERS: Readonly<Record<string, string>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}
