import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { diffPicture } from '../publish/diff-picture.ts'

/** Shows the differences between two snapshots of a region: records, and the answers to a panel of requests. */
export const snapshotDiff = defineVerb({
  name: 'snapshot diff',
  description: 'Show the differences between two snapshots: their records, and how each answers a panel of requests',
  example: 'snapshot diff dach live draft',
  args: {
    region: { type: 'positional', required: true, description: 'The region', valueHint: REGION_IDS.join('|') },
    id: { type: 'positional', required: true, description: 'The first snapshot: its id, live, previous or draft' },
    other: { type: 'positional', required: true, description: 'The other; draft is what a publish would make now' },
  },
  run: async (args, shell) => {
    const region = oneOf('REGION', args.region, REGION_IDS)
    for (const [name, value] of [
      ['ID', args.id],
      ['OTHER', args.other],
    ] as const) {
      if (/^([0-9a-f]{64}|live|previous|draft)$/.test(value)) continue
      throw new UsageError(`${name} "${value}" names no snapshot`, 'give a whole id, live, previous or draft')
    }
    const body = await (await openOps(shell)).snapshotDiff(region, args.id, args.other)
    answer(shell, body, diffPicture(body))
    return EXIT.done
  },
})
