import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { age, answer, count, shortHash, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { defineVerb } from '../frame/verb.ts'
import { keyWarnings } from '../keys/key-warnings.ts'
import { openOps } from '../ops/ops-client.ts'
import { regionNamed } from '../publish/steering.ts'
import { leftOutWarnings } from './left-out-lines.ts'
import { noticeLines } from './notice-lines.ts'
import { regionLines } from './region-lines.ts'
import {
  deadMessageLines,
  isAlarming,
  isSick,
  lastOutcome,
  marksOf,
  pacingLines,
  rungsSeen,
  staleFeedLines,
  storeWarnings,
  waitingFeedLines,
} from './status-text.ts'

const HEADS = ['region', 'sequence', 'snapshot', 'age', 'candidates', 'takedowns', 'withdrawn', 'list age', 'serving']

function row(shell: Shell, region: RegionStatus): string[] {
  return [
    region.region,
    count(region.sequence),
    shortHash(region.snapshot),
    age(region.ageSeconds),
    count(region.candidates),
    count(region.takedowns.count),
    count(region.takedowns.narrowings),
    age(region.takedowns.ageSeconds),
    rungsSeen(region),
    [lastOutcome(shell, region), ...marksOf(shell, region)].join('; '),
  ]
}

/** Shows what is live in each region, or one region in full. */
export const status = defineVerb({
  name: 'status',
  description: 'Show what is live in each region, any pin or canary, and the last outcome; or one region in full',
  example: 'status dach',
  args: {
    region: { type: 'positional', required: false, description: 'One region in full, like dach' },
    check: {
      type: 'boolean',
      description:
        'Exit code 1 if a region is lost, empty, halved (half of its candidates serve no more) or unknown; without a region also if a feed is stale, messages of devices died, notices were lost, or shares of paced campaigns are old, as far as the scheduling store answers',
    },
  },
  run: async (args, shell) => {
    if (args.region !== undefined) {
      const region = regionNamed(args.region)
      const body = await (await openOps(shell)).region(region)
      answer(shell, body, [...regionLines(shell, body), ...storeWarnings(shell, [body]), ...keyWarnings(shell, body)])
      return args.check && isSick(body) ? EXIT.refused : EXIT.done
    }
    const body = await (await openOps(shell)).regions()
    const rows = body.regions.map((region) => row(shell, region))
    const warnings = [
      ...storeWarnings(shell, body.regions),
      ...leftOutWarnings(shell, body.regions),
      ...staleFeedLines(shell, body.staleFeeds),
      ...waitingFeedLines(shell, body.feeds),
      ...deadMessageLines(shell, body.deadMessages),
      ...noticeLines(shell, body.notices),
      ...pacingLines(shell, body.pacing),
      ...keyWarnings(shell, body),
    ]
    answer(shell, body, [...table([...HEADS, 'last outcome'], rows), ...warnings])
    return args.check && isAlarming(body) ? EXIT.refused : EXIT.done
  },
})
