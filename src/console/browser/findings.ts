import { element } from './dom.ts'

/** What is still wrong with an item, in the words of its source. */
interface FindingLeft {
  readonly path: string
  readonly hint: string
  readonly value: string
  readonly severity: 'error' | 'warning'
}

/** What an answer leaves to be mended, when it refused a fix: asking for one is no fault, so it comes with status 200. */
export function findingsLeft(answer: unknown): readonly FindingLeft[] | null {
  const fixed = answer as { readonly outcome?: unknown; readonly findings?: readonly FindingLeft[] } | null
  return fixed?.outcome === 'refused' && Array.isArray(fixed.findings) ? fixed.findings : null
}

/** The same in words, for where the form is. What was typed stays. */
export function tellFindings(findings: readonly FindingLeft[]): readonly Node[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const lines = errors.map(({ path, hint, value }) =>
    element('li', {}, element('bdi', {}, `${path || 'The whole item'}: ${hint} (it says “${value}”)`)),
  )
  return [element('b', {}, 'Something is still wrong, and nothing was changed.'), element('ul', {}, ...lines)]
}
