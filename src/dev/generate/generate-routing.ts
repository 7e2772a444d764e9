/** The parts of `rules/groups.json` and `rules/policies/geo.json` that decide which region answers. */
export interface RoutingRules {
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly anonymizers: Readonly<Record<string, string>>
  readonly portability: readonly { readonly group: string; readonly verified: string }[]
}

/**
 * The module with the rules that route a request. Portability rules that nobody has confirmed are left out, because
 * they would widen access.
 */
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
