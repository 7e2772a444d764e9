import { type CommandBackend, type Reply, ReplyError } from './backend.ts'
import type { CommandDefinition } from './commands/command-definition.ts'
import { definitionOf } from './commands/command-table.ts'
import { ScanCursors } from './commands/scan-cursors.ts'
import type { Database } from './database.ts'

/** Logs writes before they are applied. Throws when it cannot write; then nothing is applied. */
export interface WriteLog {
  append(entry: LoggedWrite): void
  close(): void
}

/** Commands that were executed together, at this instant (milliseconds since 1970). */
export interface LoggedWrite {
  readonly at: number
  readonly commands: readonly (readonly string[])[]
}

/**
 * The in-process store. Execution is synchronous, so a transaction is atomic. A write is logged before it is applied.
 * Whether a logged command then fails depends only on the content, so it fails in a replay as well.
 */
export function embeddedBackend(database: Database, log: WriteLog, clock: () => number): CommandBackend {
  const context = { database, cursors: new ScanCursors() }

  const begin = (commands: readonly (readonly string[])[], definitions: readonly CommandDefinition[]) => {
    database.advanceTo(clock())
    const writes = commands.filter((_, index) => definitions[index]?.writes)
    if (writes.length > 0) log.append({ at: database.now, commands: writes })
  }

  return {
    async execute(command) {
      const definition = definitionOf(command)
      begin([command], [definition])
      return definition.run(context, command.slice(1))
    },
    async transaction(commands) {
      const definitions = checkedDefinitions(commands)
      begin(commands, definitions)
      return definitions.map((definition, index) =>
        runCaught(() => definition.run(context, (commands[index] ?? []).slice(1))),
      )
    },
    async close() {
      log.close()
    },
  }
}

/** Applies a logged write again: same commands, same instant, same outcome. */
export function replay(database: Database, entry: LoggedWrite): void {
  database.advanceTo(entry.at)
  const context = { database, cursors: new ScanCursors() }
  for (const command of entry.commands) runCaught(() => definitionOf(command).run(context, command.slice(1)))
}

function checkedDefinitions(commands: readonly (readonly string[])[]): CommandDefinition[] {
  try {
    return commands.map(definitionOf)
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error
    throw new ReplyError(`EXECABORT Transaction discarded because of previous errors: ${error.message}`)
  }
}

function runCaught(run: () => Reply): Reply | ReplyError {
  try {
    return run()
  } catch (error) {
    if (error instanceof ReplyError) return error
    throw error
  }
}
