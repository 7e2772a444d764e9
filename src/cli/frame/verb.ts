import { type ArgsDef, type ParsedArgs, parseArgs } from 'citty'
import type { ExitCode } from './refusal.ts'
import type { Shell } from './shell.ts'

/** A verb of the command line: its name, purpose, arguments and implementation. */
export interface Verb {
  /** As typed: `status`, or two or three words such as `takedown add`. */
  readonly name: string
  readonly description: string
  /** An example that works as it is; `--help` shows it. */
  readonly example: string
  readonly args: ArgsDef
  /** Its last positional argument may be given many times; `run` finds all positional ones in `args._`. */
  readonly repeats?: boolean
  /** Flags that may be given many times: `valuesOfFlag` finds all their values. */
  readonly repeatedFlags?: readonly string[]
  /** Paragraphs below the example in `--help`: what somebody needs to know who has never used it. */
  readonly notes?: readonly string[]
  readonly run: (rawArgs: readonly string[], shell: Shell) => Promise<ExitCode>
}

interface VerbDefinition<Definition extends ArgsDef> extends Omit<Verb, 'args' | 'run'> {
  readonly args: Definition
  readonly run: (args: ParsedArgs<Definition>, shell: Shell, rawArgs: readonly string[]) => Promise<ExitCode>
}

/** Defines a verb. `run` gets parsed arguments with the types of `args`; `checkArguments` has validated them before. */
export function defineVerb<const Definition extends ArgsDef>(definition: VerbDefinition<Definition>): Verb {
  return {
    ...definition,
    run: (rawArgs, shell) => definition.run(parseArgs<Definition>([...rawArgs], definition.args), shell, rawArgs),
  }
}
