import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { listLines, shownLines } from './experiment-lines.ts'

/** The experiment of a verb. */
export const KEY_ARGUMENT = { type: 'positional', required: true, description: 'Key of the experiment' } as const

/** Lists the experiments. */
export const experimentListVerb = defineVerb({
  name: 'experiment list',
  description: 'The experiments with state and last results, and who is held out of all of them',
  example: 'experiment list',
  args: {},
  run: async (_args, shell) => {
    const found = await (await openOps(shell)).experiments()
    answer(shell, found, listLines(found))
    return EXIT.done
  },
})

/** Shows one experiment. */
export const experimentShow = defineVerb({
  name: 'experiment show',
  description: 'One experiment: how it stands, its arms, and what was done to it',
  example: 'experiment show warmer-heroes',
  args: { key: KEY_ARGUMENT },
  run: async (args, shell) => {
    const found = await (await openOps(shell)).experiment(args.key)
    answer(shell, found, shownLines(found))
    return EXIT.done
  },
})
