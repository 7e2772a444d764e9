/** Something wrong in a rule file, so that a person can find it and mend it. */
export interface RuleProblem {
  /** Relative to `rules/`. */
  readonly file: string
  /** Where in the file, such as `territories[3].region`; empty: the file as a whole. */
  readonly path: string
  /** The offending value, as the file has it. */
  readonly value: unknown
  /** The name of the check that failed; `schema` for a wrong shape. */
  readonly rule: string
  /** What to do about it. */
  readonly hint: string
}

/** `['territories', 3, 'region']` as a person writes it: `territories[3].region`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

/** One line a person can act on. */
export function describeProblem(problem: RuleProblem): string {
  const place = problem.path === '' ? problem.file : `${problem.file} ${problem.path}`
  return `${place}: ${problem.rule}: ${JSON.stringify(problem.value) ?? 'missing'}; ${problem.hint}`
}

/** What stands in a file at a path; undefined where there is nothing. */
export function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    content,
  )
}
