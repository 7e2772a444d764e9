import { REGION_IDS } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { answer } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { countryCode, instantInUtc, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { supplyPicture } from './supply-picture.ts'

const SECONDS = { h: 3_600, d: 86_400 } as const

/** Shows what placements devices asked for, and how many of them had something to play. */
export const supply = defineVerb({
  name: 'supply',
  description:
    'Show how many placements devices asked for, hour by hour, which share was answered, and why the rest stayed empty ' +
    '(house idents count as empty). Where it is red, ff explain says what becomes of each candidate. Kept for 100 days',
  example: 'supply --territory DE --surface home-hero --from 2026-11-22 --step 6h',
  args: {
    territory: { type: 'string', description: 'Only where the rights of a territory applied', valueHint: 'DE' },
    surface: { type: 'string', description: 'Only on one surface', valueHint: SURFACE_IDS.join('|') },
    region: { type: 'string', description: 'Only in one region', valueHint: 'dach' },
    from: {
      type: 'string',
      description: 'From the bucket with this instant on, in UTC; a day is its first hour (a day before --to)',
      valueHint: '2026-11-22T20:00',
    },
    to: { type: 'string', description: 'Up to this instant, in UTC (now)', valueHint: '2026-11-23' },
    step: { type: 'string', description: 'Length of a row: 1h to 24h, or 1d (1h)', valueHint: '6h' },
  },
  run: async (args, shell) => {
    const { territory, surface, region, from, to, step } = args
    const body = await (await openOps(shell)).supply({
      ...(territory !== undefined && { territory: countryCode('--territory', territory) }),
      ...(surface !== undefined && { surface: oneOf('--surface', surface, SURFACE_IDS) }),
      ...(region !== undefined && { region: oneOf('--region', region, REGION_IDS) }),
      ...(from !== undefined && { from: instantInUtc('--from', from) }),
      ...(to !== undefined && { to: instantInUtc('--to', to) }),
      ...(step !== undefined && { step: String(secondsOf(step)) }),
    })
    answer(shell, body, supplyPicture(shell, body, Date.now()))
    return EXIT.done
  },
})

/** Reads `6h`, `1d`, or a number of seconds as the ops API takes it. */
function secondsOf(typed: string): number {
  const [, amount = '', unit] = /^(\d{1,6})(h|d)?$/.exec(typed) ?? []
  const seconds = Number(amount) * (unit === 'h' || unit === 'd' ? SECONDS[unit] : 1)
  if (amount !== '' && seconds >= SECONDS.h && seconds <= SECONDS.d && seconds % SECONDS.h === 0) return seconds
  throw new UsageError(`--step is "${typed}"`, 'whole hours up to a day, like 1h, 6h or 1d')
}
