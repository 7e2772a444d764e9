import { isTimeZone } from '../../feeds/feed-lookups.ts'
import { territoriesInWords } from '../../lint/territories-in-words.ts'

/** What a finding of the linter and one of a changed campaign have in common. */
interface Foldable {
  readonly text: string
  readonly territories?: readonly string[] | undefined
  readonly from?: string | null | undefined
  readonly until?: string | null | undefined
}

interface Fold<Finding> {
  readonly first: Finding
  /** The text, without where it is and on which clock. */
  readonly said: string
  readonly territories: Set<string>
  readonly clocks: Set<string>
}

/** Stand in a text for what is taken out of it; no text has them. */
const [WHERE, CLOCK] = ['\u0000where', '\u0000clock'] as const

/**
 * Findings for a person: those that differ only in their places, or in the clock that tells the same local times, are
 * one. A campaign for everywhere has one for each clock otherwise.
 */
export function foldedFindings<Finding extends Foldable>(findings: readonly Finding[]): readonly Finding[] {
  const folds = new Map<string, Fold<Finding>>()
  for (const finding of findings) {
    const { said, clocks } = withoutPlace(finding)
    const key = JSON.stringify({ ...finding, text: said, territories: null, from: null, until: null })
    const fold = folds.get(key) ?? { first: finding, said, territories: new Set<string>(), clocks: new Set<string>() }
    for (const territory of finding.territories ?? []) fold.territories.add(territory)
    for (const clock of clocks) fold.clocks.add(clock)
    folds.set(key, fold)
  }
  return [...folds.values()].map(told)
}

function withoutPlace({ text, territories = [] }: Foldable): { readonly said: string; readonly clocks: string[] } {
  const clocks: string[] = []
  const where = territoriesInWords(territories)
  const said = where === '' ? text : text.replace(where, WHERE)
  const without = said.replaceAll(/\b[A-Z]\w+(?:\/[\w+-]+)+/g, (word) => {
    if (!isTimeZone(word)) return word
    clocks.push(word)
    return CLOCK
  })
  return { said: without, clocks }
}

function told<Finding extends Foldable>({ first, said, territories, clocks }: Fold<Finding>): Finding {
  const [clock = '', ...others] = clocks
  const rest = others.length === 1 ? '1 other clock' : `${others.length} other clocks`
  const all = [...territories].sort()
  const text = said
    .replace(WHERE, () => territoriesInWords(all))
    .replaceAll(CLOCK, others.length === 0 ? clock : `${clock} and ${rest}`)
  return { ...first, text }
}
