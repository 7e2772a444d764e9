import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RuleProblem } from '../../rules/rule-problem.ts'
import { answer, plain, table } from '../output.ts'
import { EXIT, UsageError } from '../refusal.ts'
import { defineVerb } from '../verb.ts'

const OWN_RULES = fileURLToPath(new URL('../../../rules', import.meta.url))
/** Worked examples and schemas live beside the rules, but are not rules. */
const NOT_RULES = /^(cases|schema)\//

interface RulesRead {
  readonly files: Map<string, unknown>
  readonly problems: RuleProblem[]
}

/** Every rule file by its path under the folder; what is not JSON is a problem of that file, not the end. */
async function readRules(folder: string): Promise<RulesRead> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new UsageError(`FOLDER "${folder}" is not there`, 'give a folder like rules/')
  })
  const files = new Map<string, unknown>()
  const problems: RuleProblem[] = []
  for (const entry of found) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue
    const path = join(entry.parentPath, entry.name)
    const file = relative(folder, path).split(sep).join('/')
    if (NOT_RULES.test(file)) continue
    try {
      files.set(file, JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      const hint = error instanceof Error ? error.message : 'not JSON'
      problems.push({ file, path: '', value: undefined, rule: 'json', hint })
    }
  }
  return { files, problems }
}

/** Checks the rule files as a publish would, and says what to mend. */
export const rulesCheck = defineVerb({
  name: 'rules check',
  description: 'Check the rule files against their schemas and against each other',
  example: 'rules check',
  args: { folder: { type: 'positional', required: false, description: 'Folder of rule files; our own if left out' } },
  run: async (args, shell) => {
    const { files, problems: unread } = await readRules(args.folder ?? OWN_RULES)
    const { parseRules } = await import('../../rules/parse-rules.ts')
    const { rules, problems: wrong } = parseRules(files)
    // A file that is not JSON is said once, not again as missing.
    const broken = new Set(unread.map(({ file }) => file))
    const problems = [...unread, ...wrong.filter(({ file, rule }) => !(rule === 'missing-file' && broken.has(file)))]
    const ok = rules !== null && problems.length === 0
    const rows = problems.map(({ file, path, rule, value, hint }) => [
      file,
      path,
      rule,
      plain(value).slice(0, 40),
      plain(hint),
    ])
    answer(
      shell,
      { ok, version: rules?.version ?? null, files: files.size + unread.length, problems },
      ok
        ? [`${files.size} rule files hold; version ${rules.version}`]
        : [...table(['file', 'path', 'rule', 'value', 'fix'], rows), '', `${problems.length} problems`],
    )
    return ok ? EXIT.done : EXIT.refused
  },
})
