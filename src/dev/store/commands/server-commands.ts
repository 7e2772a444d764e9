import { ANY_NUMBER, type CommandTable } from './command-definition.ts'
import { word } from './command-words.ts'
import { syntaxError } from './reply-errors.ts'

export const serverCommands: CommandTable = {
  PING: { least: 0, most: 1, keys: 'none', writes: false, run: (_, words) => words[0] ?? 'PONG' },
  DBSIZE: { least: 0, most: 0, keys: 'none', writes: false, run: ({ database }) => database.countKeys() },
  FLUSHDB: {
    least: 0,
    most: ANY_NUMBER,
    keys: 'none',
    writes: true,
    run: ({ database }, words) => {
      if (words.length > 1 || (words.length === 1 && !/^(a?sync)$/i.test(word(words, 0)))) throw syntaxError()
      database.clear()
      return 'OK'
    },
  },
  SCAN: {
    least: 1,
    most: ANY_NUMBER,
    keys: 'none',
    writes: false,
    run: ({ database, cursors }, words) =>
      cursors.page(
        words,
        database,
        ([key]) => key,
        ([key]) => [key],
        ([, entry], type) => entry.kind === type,
      ),
  },
}
