import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERBS } from '../../../src/cli/verbs.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** A command that a text gives as one that can be typed. */
export interface Example {
  /** Where it stands. */
  readonly source: string
  /** As it stands there, after `ff`. */
  readonly text: string
}

/** What stands for something that only the reader's own schedule has, or for a month where two days tell the same. */
const STAND_INS: readonly (readonly [RegExp, string])[] = [
  [/"…"/g, '"a reason"'],
  [/--reason …/g, '--reason "a reason"'],
  [/--to-account …/g, `--to-account ${'0'.repeat(32)}`],
  [/--namespace …/g, `--namespace ${'1'.repeat(32)}`],
  [/ttl_…/g, 'ttl_sintel'],
  [/ast_…/g, 'ast_sintel-trailer'],
  [/cmp_…/g, 'cmp_open-movie-night'],
  [/[0-9a-f]{8}…/g, '414cc13b'.padEnd(32, '0')],
  [/<decisionId>/g, '414cc13b'.padEnd(32, '0')],
  ...(process.env.LONG ? [] : ([[/^learn simulate(?! --days)/g, 'learn simulate --days 2']] as const)),
]

/** The example of every verb, as `--help` shows it. */
export function helpExamples(): readonly Example[] {
  return VERBS.map(({ name, example }) => ({ source: `ff ${name} --help`, text: example }))
}

/** Every command of a README: lines of its `sh` blocks, and what stands in backquotes. */
export function readmeExamples(path: string): readonly Example[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.split('\n'))
  const typed = blocks.flatMap((line) => (line.split(/\s#/)[0] ?? '').split('&&'))
  const prose = text.replaceAll(/^```.*?^```/gms, '')
  const quoted = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
  return [...typed, ...quoted].flatMap((command) => {
    const [, after] = /(?:^|\$\()\s*(?:npm run (?:-s )?ff -- |ff )([^)>]+)/.exec(command) ?? []
    const words = after?.trim() ?? ''
    return isMention(words) ? [] : [{ source: path, text: words }]
  })
}

/** A verb that is only spoken of: no command, or one whose arguments are left to the reader. */
function isMention(words: string): boolean {
  const bare = words.replace(/ …$/, '')
  return bare === '' || bare.startsWith('<') || bare === '--help' || VERBS.some(({ name }) => name.startsWith(bare))
}

/** The words of an example, as a shell would hand them over. */
export function wordsOf({ text }: Example): readonly string[] {
  const filled = STAND_INS.reduce((words, [pattern, value]) => words.replaceAll(pattern, value), text)
  return [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
