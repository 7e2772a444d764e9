import { answer, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Finds what is called like the words: regions, campaigns, titles, assets, feeds, takedowns. */
export const find = defineVerb({
  name: 'find',
  description: 'Find regions, campaigns, titles, assets, feeds and takedowns by words of their names or ids',
  example: 'find sintel',
  args: {
    words: { type: 'positional', required: true, description: 'Words or their beginnings; accents do not count' },
    limit: { type: 'string', description: 'How many at most (20)', valueHint: '50' },
  },
  run: async (args, shell) => {
    const found = await (await openOps(shell)).search({
      q: args.words,
      ...(args.limit !== undefined && { limit: args.limit }),
    })
    const rows = found.results.map(({ kind, id, name }) => [kind, plain(id), plain(name)])
    answer(shell, found, rows.length === 0 ? ['nothing is called like this'] : table(['kind', 'id', 'name'], rows))
    return EXIT.done
  },
})
