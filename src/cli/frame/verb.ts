import { type ArgsDef, type ParsedArgs, parseArgs } from 'citty'
import type { ExitCode } from './refusal.ts'
import type { Shell } from './shell.ts'

/** What the command line knows of a verb: how it is typed, what it is for, and how it is run. */
export interface Verb {
  /** As typed: `status`, or two words such as `takedown add`. */
  readonly name: string
  readonly description: string
  /** One line that works as it stands; `--help` shows it. */
  readonly example: string
  readonly args: ArgsDef
  readonly run: (rawArgs: readonly string[], shell: Shell) => Promise<ExitCode>
}

interface VerbDefinition<Definition extends ArgsDef> extends Omit<Verb, 'args' | 'run'> {
  readonly args: Definition
  readonly run: (args: ParsedArgs<Definition>, shell: Shell) => Promise<ExitCode>
}

/** `run` gets the arguments parsed, typed by `args`. Whether they are legal is `checkArguments`' to say, before. */
export function defineVerb<const Definition extends ArgsDef>(definition: VerbDefinition<Definition>): Verb {
  return {
    ...definition,
    run: (rawArgs, shell) => definition.run(parseArgs<Definition>([...rawArgs], definition.args), shell),
  }
}
