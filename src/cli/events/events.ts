import { age, answer, count } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Shows how what devices report is taken in. */
export const events = defineVerb({
  name: 'events',
  description: 'Show how what devices report is taken in, and whether messages died on the way',
  example: 'events',
  args: {},
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).eventsState()
    const { dead } = body
    const oldest = dead.count > 0 ? `, the oldest ${age(dead.oldestAgeSeconds)} ago: ff events dead list` : ''
    answer(shell, body, [
      `dead messages  ${count(dead.count)}${oldest}`,
      ...(dead.full ? ['no more are kept: further ones wait on the dead queues, and lapse there'] : []),
    ])
    return EXIT.done
  },
})
