import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Schemas and worked examples are in the same folder, but are not rules. */
const NOT_RULES = /^(cases|schema)\//

/**
 * The module that imports every rule file, so that a bundle contains all of them without a list kept by hand.
 *
 * @param root the repository's root
 */
export function ruleImportsModule(root: string): string {
  const paths = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json') && !NOT_RULES.test(path))
    .sort()
  const imports = paths.map((path, index) => `import file${index} from '../../../rules/${path}' with { type: 'json' }`)
  const entries = paths.map((path, index) => `  ['${path}', file${index}],`)
  return [
    '// Written by `npm run generate` from the files under rules/; do not edit.',
    ...imports,
    '',
    '/** Every rule file, by its path under `rules/`. */',
    'export const RULE_FILES_BY_PATH: ReadonlyMap<string, unknown> = new Map<string, unknown>([',
    ...entries,
    '])',
    '',
  ].join('\n')
}
