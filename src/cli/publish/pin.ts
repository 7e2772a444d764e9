import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
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

export const pin = defineVerb({
  name: 'pin',
  description: 'Keep what a region announces, even when its schedule changes; takedowns still work',
  example: 'pin dach --hours 6 --reason "the big match"',
  args: { region: REGION_ARGUMENT, reason: REASON_FLAG, hours: HOURS_FLAG },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const order = { ...endOfPin(args.hours, shell.now()), reason: args.reason }
    const body = await (await openOps(shell)).pin(region, order)
    answer(shell, body, [...steeredLines(body, 'stays at'), ...pinnedLines(body)])
    return EXIT.done
  },
})

export const unpin = defineVerb({
  name: 'unpin',
  description: 'Let a region follow its schedule again, from its next publish on',
  example: 'unpin dach --reason "the match is over"',
  args: { region: REGION_ARGUMENT, reason: REASON_FLAG },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const body = await (await openOps(shell)).unpin(region, { reason: args.reason })
    answer(shell, body, [
      ...steeredLines(body, 'follows its schedule again, from'),
      `ff publish --region ${region} does not wait for the cron`,
    ])
    return EXIT.done
  },
})
