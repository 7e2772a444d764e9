import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RuleProblem } from '../../rules/files/rule-problem.ts'
import { answer, plain, table } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'

const OWN_RULES = fileURLToPath(new URL('../../../rules', import.meta.url))
/** Schemas and worked examples are in the same folder, but are not rules. */
const SCHEMA = /^schema\//
const CASES = /^cases\/(lint\/)?(?!_default\.json$)[^/]+$/
const NOT_RULES = /^(cases|schema)\//

interface RulesRead {
  readonly files: Map<string, unknown>
  readonly cases: Map<string, unknown>
  readonly problems: RuleProblem[]
}

/** Every rule file and worked example, by its path under the folder. A file that is not JSON becomes a problem. */
async function readRules(folder: string): Promise<RulesRead> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new UsageError(`FOLDER "${folder}" is not there`, 'give a folder like rules/')
  })
  const [files, cases] = [new Map<string, unknown>(), new Map<string, unknown>()]
  const problems: RuleProblem[] = []
  for (const entry of found) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue
    const path = join(entry.parentPath, entry.name)
    const file = relative(folder, path).split(sep).join('/')
    if (SCHEMA.test(file)) continue
    try {
      const content: unknown = JSON.parse(await readFile(path, 'utf8'))
      if (CASES.test(file)) cases.set(file, content)
      else if (!NOT_RULES.test(file)) files.set(file, content)
    } catch (error) {
      const hint = error instanceof Error ? error.message : 'not JSON'
      problems.push({ file, path: '', value: undefined, rule: 'json', hint })
    }
  }
  return { files, cases, problems }
}

/**
 * Checks the rule files as a publish does. Also checks what a publish ignores because only a person can correct it:
 * overdue reviews, and worked examples.
 */
export const rulesCheck = defineVerb({
  name: 'rules check',
  description: 'Check the rule files and worked examples against their schemas and against each other',
  example: 'rules check',
  args: { folder: { type: 'positional', required: false, description: 'Folder of rule files (default: rules)' } },
  run: async (args, shell) => {
    const { files, cases, problems: unread } = await readRules(args.folder ?? OWN_RULES)
    const { parseRules } = await import('../../rules/parse-rules.ts')
    const { checkCases } = await import('../../rules/checks/check-cases.ts')
    const { rules, problems: wrong } = parseRules(files, new Date(shell.now()).toISOString().slice(0, 10))
    // A file that is not JSON is reported once: not again as a missing file.
    const broken = new Set(unread.map(({ file }) => file))
    const problems = [
      ...unread,
      ...wrong.filter(({ file, rule }) => !(rule === 'missing-file' && broken.has(file))),
      ...checkCases(cases),
    ]
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
      { ok, version: rules?.version ?? null, files: files.size + cases.size + unread.length, problems },
      ok
        ? [`${files.size} rule files and ${cases.size} files of worked examples are valid; version ${rules.version}`]
        : [...table(['file', 'path', 'rule', 'value', 'fix'], rows), '', `${problems.length} problems`],
    )
    return ok ? EXIT.done : EXIT.refused
  },
})
