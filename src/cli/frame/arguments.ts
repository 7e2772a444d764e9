import { parseArgs } from 'node:util'
import type { ArgsDef } from 'citty'
import { suggestion } from './nearest.ts'
import { UsageError } from './refusal.ts'
import type { Verb } from './verb.ts'

type Kind = 'boolean' | 'string'
type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number]

/** The flags of a verb, by name; `--no-x` only if the verb gives it a meaning. */
function flagsOf(args: ArgsDef): Map<string, Kind> {
  const flags = new Map<string, Kind>([['json', 'boolean']])
  for (const [name, definition] of Object.entries(args)) {
    if (definition.type === 'positional') continue
    flags.set(name, definition.type === 'boolean' ? 'boolean' : 'string')
    if (definition.type === 'boolean' && definition.negativeDescription) flags.set(`no-${name}`, 'boolean')
  }
  return flags
}

/** The words of a command line, by the flags of a verb. */
function tokensOf(flags: Map<string, Kind>, rawArgs: readonly string[]): readonly Token[] {
  const options = Object.fromEntries([...flags].map(([name, type]) => [name, { type }]))
  const parsed = parseArgs({ args: [...rawArgs], options, strict: false, allowPositionals: true, tokens: true })
  return parsed.tokens
}

/** Every value of a flag, in the order in which they were typed. */
export function valuesOfFlag(args: ArgsDef, rawArgs: readonly string[], flag: string): readonly string[] {
  return tokensOf(flagsOf(args), rawArgs).flatMap((token) =>
    token.kind === 'option' && token.name === flag && token.value !== undefined ? [token.value] : [],
  )
}

function checkFlag(token: Extract<Token, { kind: 'option' }>, flags: Map<string, Kind>, seen: Set<string>): void {
  const typed = token.rawName
  const kind = flags.get(token.name)
  if (kind === undefined || !typed.startsWith('--')) {
    const known = [...flags.keys(), 'help'].map((name) => `--${name}`)
    throw new UsageError(`unknown flag ${typed}`, suggestion(typed, known))
  }
  if (seen.has(token.name)) throw new UsageError(`${typed} is given twice`, 'leave one of them out')
  seen.add(token.name)
  if (kind === 'boolean' && token.value !== undefined) {
    throw new UsageError(`${typed} takes no value`, `leave out "=${token.value}"`)
  }
  if (kind === 'string' && (!token.value || (!token.inlineValue && token.value.startsWith('--')))) {
    throw new UsageError(`${typed} needs a value`, `like ${typed} <value>`)
  }
}

/** Refuses unknown flags, missing values and extra words, which citty ignores: scripts rely on the command line. */
export function checkArguments(verb: Verb, rawArgs: readonly string[]): void {
  const flags = flagsOf(verb.args)
  const seen = new Set<string>()
  const words: string[] = []
  for (const token of tokensOf(flags, rawArgs)) {
    if (token.kind === 'option') {
      if (verb.repeatedFlags?.includes(token.name)) seen.delete(token.name)
      checkFlag(token, flags, seen)
    } else if (token.kind === 'positional') words.push(token.value)
    else throw new UsageError('"--" has no meaning here', 'leave it out')
  }
  const places = Object.entries(verb.args).filter(([, definition]) => definition.type === 'positional')
  const missing = places.filter(([, definition]) => definition.required !== false)[words.length]
  if (missing) throw new UsageError(`${missing[0].toUpperCase()} is missing`, `like: ff ${verb.example}`)
  const spare = verb.repeats ? undefined : words[places.length]
  if (spare !== undefined) throw new UsageError(`unexpected argument "${spare}"`, `like: ff ${verb.example}`)
  for (const [name, definition] of Object.entries(verb.args)) {
    if (definition.type !== 'positional' && definition.required && !seen.has(name)) {
      throw new UsageError(`--${name} is missing`, `like: ff ${verb.example}`)
    }
  }
}
