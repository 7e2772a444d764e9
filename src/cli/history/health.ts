import { REGION_IDS } from '../../model/nouns/region.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { instantInUtc, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { healthPicture } from './health-picture.ts'

const SECONDS = { '5m': '300', '1h': '3600' } as const
const STEPS = ['5m', '1h'] as const

/** Shows what the isolates of a region said that they served. */
export const health = defineVerb({
  name: 'health',
  description:
    'Show what a region served, by 5 minutes or hours: answers, the shares of house idents and of empty ones, and what ' +
    'isolates refused. Where nobody reported it says so: that is not known, and no zero. Kept for 8 days',
  example: 'health dach --step 5m',
  args: {
    region: { type: 'positional', description: 'Region', required: true, valueHint: 'dach' },
    from: {
      type: 'string',
      description: 'From this instant on, in UTC (three hours before --to)',
      valueHint: '2026-11-22T20:00',
    },
    to: { type: 'string', description: 'Up to this instant, in UTC (now)', valueHint: '2026-11-23' },
    step: { type: 'string', description: 'Length of a row (5m)', valueHint: STEPS.join('|') },
  },
  run: async ({ region, from, to, step }, shell) => {
    const body = await (await openOps(shell)).health(oneOf('region', region, REGION_IDS), {
      ...(from !== undefined && { from: instantInUtc('--from', from) }),
      ...(to !== undefined && { to: instantInUtc('--to', to) }),
      ...(step !== undefined && { step: SECONDS[oneOf('--step', step, STEPS)] }),
    })
    answer(shell, body, healthPicture(shell, body))
    return EXIT.done
  },
})
