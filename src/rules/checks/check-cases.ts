import { casesFile } from '../files/case-file.ts'
import { lintCasesFile } from '../files/lint-case-file.ts'
import { fieldPath, type RuleProblem, valueAt } from '../files/rule-problem.ts'

const LINT_CASES = 'cases/lint/'
const caseNames = casesFile.transform((cases) => cases.map(([name]) => name))
const lintCaseNames = lintCasesFile.transform((cases) => cases.map(({ name }) => name))

/**
 * Checks the worked examples: each has the right shape, and a name that is unique over all files, because a failing
 * example is found by its name.
 *
 * @param files path under `rules/`, such as `cases/viewers.json` → the parsed JSON; without `_default.json`
 */
export function checkCases(files: ReadonlyMap<string, unknown>): RuleProblem[] {
  const owners = new Map<string, string>()
  return [...files].flatMap(([file, content]): RuleProblem[] => {
    const parsed = (file.startsWith(LINT_CASES) ? lintCaseNames : caseNames).safeParse(content)
    if (!parsed.success) {
      return parsed.error.issues.map(({ path, message }) => {
        return { file, path: fieldPath(path), value: valueAt(content, path), rule: 'schema', hint: message }
      })
    }
    return parsed.data.flatMap((name, index): RuleProblem[] => {
      const owner = owners.get(name)
      owners.set(name, owner ?? `${file} [${index}]`)
      if (owner === undefined) return []
      return [
        {
          file,
          path: `[${index}]`,
          value: name,
          rule: 'case-name-once',
          hint: `${owner} has this name; say what differs`,
        },
      ]
    })
  })
}
