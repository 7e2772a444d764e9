import { answer, count, paint, plain, shortHash, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REGION_ARGUMENT, regionNamed } from '../publish/steering.ts'
import { minuteOf } from '../status/status-text.ts'

const HEADS = ['snapshot', 'sequence', 'state', 'announced', 'candidates', 'head bytes', 'rules', 'by', 'reason']

/** Lists what a region announces, and the snapshots that it can go back to. */
export const snapshotList = defineVerb({
  name: 'snapshot list',
  description: 'List what a region announces and what it can go back to, the latest first',
  example: 'snapshot list dach',
  args: { region: REGION_ARGUMENT },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const body = await (await openOps(shell)).snapshots(region)
    const rows = body.snapshots.map((each) => [
      shortHash(each.snapshot),
      count(each.sequence),
      each.state === 'live' || each.state === 'pinned' ? paint(shell, 'green', each.state) : each.state,
      minuteOf(each.announcedAt),
      count(each.candidates),
      count(each.headBytes),
      plain(each.rules),
      plain(each.actor),
      plain(each.reason),
    ])
    answer(shell, body, rows.length > 0 ? table(HEADS, rows) : [`region ${region} has no snapshot: publish it first`])
    return EXIT.done
  },
})
