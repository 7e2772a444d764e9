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

/** Finds the typed verb: first as two words (`takedown add`), then as one. */
function typedVerb(args: readonly string[]): Typed {
  const words = args.filter((word) => word !== '--json')
  const [first = '', second = ''] = words
  const verb = VERBS.find(({ name }) => name === `${first} ${second}`) ?? VERBS.find(({ name }) => name === first)
  if (verb) return { verb, rawArgs: words.slice(verb.name.split(' ').length) }
  if (first === '') throw new UsageError('no verb', 'ff --help lists them')
  if (first.startsWith('-')) throw new UsageError(`unknown flag ${first}`, 'the verb comes first: ff --help lists them')
  const group = VERBS.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name.slice(first.length + 1))
  if (group.length === 0) throw new UsageError(`unknown verb "${first}"`, suggestion(first, firstWords()))
  if (second === '' || second.startsWith('-')) {
    throw new UsageError(
      `"${first}" needs a second word`,
      `one of: ${group.map((word) => `${first} ${word}`).join(', ')}`,
    )
  }
  throw new UsageError(`unknown verb "${first} ${second}"`, suggestion(second, group))
}

function firstWords(): string[] {
  return [...new Set(VERBS.map(({ name }) => name.split(' ')[0] ?? name))]
}

function wantsHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

async function help(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const words = args.filter((word) => !word.startsWith('-'))
  const [first = ''] = words
  const group = VERBS.filter(({ name }) => name.startsWith(`${first} `))
  if (first === '') shell.stdout.write(overview(VERBS))
  else if (group.length > 0 && !group.some(({ name }) => name === words.slice(0, 2).join(' '))) {
    shell.stdout.write(overview(group))
  } else shell.stdout.write(await verbHelp(shell, typedVerb(words).verb))
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
