import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { snapshotPrefix } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import {
  endOfPin,
  HOURS_FLAG,
  pinnedLines,
  REASON_FLAG,
  REGION_ARGUMENT,
  regionNamed,
  steeredLines,
} from './steering.ts'

/** Announces an older snapshot and pins it, because the next publish would otherwise undo the rollback. */
export const rollback = defineVerb({
  name: 'rollback',
  description: 'Go back to an older snapshot of a region, and pin it there',
  example: 'rollback dach --reason "posters are broken"',
  args: {
    region: REGION_ARGUMENT,
    reason: REASON_FLAG,
    to: { type: 'string', description: 'Its id, or the first 8 digits (default: the one before)', valueHint: 'id' },
    hours: HOURS_FLAG,
  },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const order = {
      ...(args.to !== undefined && { to: snapshotPrefix('--to', args.to) }),
      ...endOfPin(args.hours, shell.now()),
      reason: args.reason,
    }
    const body = await (await openOps(shell)).rollback(region, order)
    answer(shell, body, [...steeredLines(body, 'back to'), ...pinnedLines(body)])
    return EXIT.done
  },
})
