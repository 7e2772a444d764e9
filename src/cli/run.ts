import { checkArguments } from './frame/arguments.ts'
import { overview, verbHelp } from './frame/help.ts'
import { suggestion } from './frame/nearest.ts'
import { EXIT, type ExitCode, Refusal, UsageError } from './frame/refusal.ts'
import type { Shell } from './frame/shell.ts'
import type { Verb } from './frame/verb.ts'
import { OpsRefusal } from './ops/ops-refusal.ts'
import { VERBS } from './verbs.ts'

interface Typed {
  readonly verb: Verb
  readonly rawArgs: readonly string[]
}

/** Most words that the name of a verb has. */
const NAME_WORDS = Math.max(...VERBS.map(({ name }) => name.split(' ').length))

/** The verb that these words begin with, by its longest name. */
function namedBy(words: readonly string[]): Verb | undefined {
  const names = Array.from({ length: NAME_WORDS }, (_, shorter) => words.slice(0, NAME_WORDS - shorter).join(' '))
  return names.flatMap((name) => VERBS.find((verb) => verb.name === name) ?? [])[0]
}

/** What may come after these words, if they begin the names of verbs. */
function wordsAfter(words: readonly string[]): readonly string[] {
  const start = `${words.join(' ')} `
  return VERBS.filter(({ name }) => name.startsWith(start)).map(({ name }) => name.slice(start.length))
}

/** How many of the words begin the name of a verb. */
function knownStart(words: readonly string[]): number {
  const known = words.findIndex((_, at) => wordsAfter(words.slice(0, at + 1)).length === 0)
  return known === -1 ? words.length : known
}

function typedVerb(args: readonly string[]): Typed {
  const words = args.filter((word) => word !== '--json')
  const [first = ''] = words
  const verb = namedBy(words)
  const start = words.slice(0, knownStart(words))
  if (verb && start.length <= verb.name.split(' ').length) {
    return { verb, rawArgs: words.slice(verb.name.split(' ').length) }
  }
  if (first === '') throw new UsageError('no verb', 'ff --help lists them')
  if (first.startsWith('-')) throw new UsageError(`unknown flag ${first}`, 'the verb comes first: ff --help lists them')
  if (start.length === 0) throw new UsageError(`unknown verb "${first}"`, suggestion(first, firstWords()))
  const group = wordsAfter(start)
  const next = words[start.length] ?? ''
  const said = start.join(' ')
  if (next === '' || next.startsWith('-')) {
    const needed = start.length === 1 ? 'second' : 'third'
    throw new UsageError(
      `"${said}" needs a ${needed} word`,
      `one of: ${group.map((word) => `${said} ${word}`).join(', ')}`,
    )
  }
  const whole = group.map((word) => `${said} ${word}`)
  throw new UsageError(`unknown verb "${said} ${next}"`, suggestion(`${said} ${next}`, whole))
}

function firstWords(): string[] {
  return [...new Set(VERBS.map(({ name }) => name.split(' ')[0] ?? name))]
}

function wantsHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

async function help(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const words = args.filter((word) => !word.startsWith('-'))
  if (words.length === 0) {
    shell.stdout.write(overview(VERBS))
    return EXIT.done
  }
  const start = words.slice(0, knownStart(words))
  const group = start.length === 0 ? [] : VERBS.filter(({ name }) => name.startsWith(`${start.join(' ')} `))
  const verb = namedBy(words)
  const isWhole = verb !== undefined && verb.name.split(' ').length >= start.length
  // Words that only begin names of verbs tell of all of these; a verb may have others below it.
  if (isWhole || group.length === 0) shell.stdout.write(await verbHelp(shell, typedVerb(words).verb))
  if (verb?.name.split(' ').length !== start.length + 1 && group.length > 0) shell.stdout.write(overview(group))
  return EXIT.done
}

function errorDocument(error: UsageError | Refusal): unknown {
  const problem = error instanceof OpsRefusal ? error.problem : {}
  return {
    error: {
      ...problem,
      kind: error instanceof UsageError ? 'usage' : 'refused',
      message: error.message,
      hint: error.hint,
    },
  }
}

function report(error: unknown, shell: Shell): ExitCode {
  if (shell.environment.FF_DEBUG && error instanceof Error) shell.stderr.write(`${error.stack}\n`)
  const known =
    error instanceof UsageError || error instanceof Refusal
      ? error
      : new Refusal(error instanceof Error ? error.message : String(error), 'FF_DEBUG=1 shows where')
  shell.stderr.write(`ff: ${known.message}\n${known.hint ? `    ${known.hint}\n` : ''}`)
  if (shell.json) shell.stdout.write(`${JSON.stringify(errorDocument(known))}\n`)
  return known instanceof UsageError ? EXIT.usage : EXIT.refused
}

/** Takes `--as <person>` out of the arguments, at any position: it says who asks, so it belongs to no verb. */
function signedInAs(words: readonly string[]): { readonly args: readonly string[]; readonly who: string | null } {
  const at = words.findIndex((word) => word === '--as' || word.startsWith('--as='))
  const [flag = ''] = words.slice(at)
  if (at === -1) return { args: words, who: null }
  const inline = flag.startsWith('--as=')
  const who = inline ? flag.slice('--as='.length) : words[at + 1]
  if (!who || who.startsWith('-')) throw new UsageError('--as needs a value', 'like --as second')
  const args = [...words.slice(0, at), ...words.slice(at + (inline ? 1 : 2))]
  if (args.some((word) => word === '--as' || word.startsWith('--as='))) {
    throw new UsageError('--as is given twice', 'leave one of them out')
  }
  return { args, who }
}

/** Runs a command line: finds the verb, checks its arguments, runs it, describes any failure. Returns the exit code. */
export async function run(words: readonly string[], given: Shell): Promise<ExitCode> {
  let shell = given
  try {
    const { args, who } = signedInAs(words)
    if (who !== null) shell = { ...given, environment: { ...given.environment, FF_AS: who } }
    if (wantsHelp(args)) return await help(args, shell)
    const { verb, rawArgs } = typedVerb(args)
    checkArguments(verb, rawArgs)
    return await verb.run(rawArgs, shell)
  } catch (error) {
    return report(error, shell)
  }
}
