import { parseArgs } from 'node:util'
import type { MonthOptions } from '../simulated-month.ts'

/** What `npm run simulate:pacing` is asked for. */
export interface SimulationOptions {
  readonly help: boolean
  readonly seeds: readonly number[]
  readonly month: Pick<MonthOptions, 'booked' | 'bias' | 'traffic' | 'outages'>
  /** Where the picture goes; undefined: none. */
  readonly svg: string | undefined
  /** Where the picture of one campaign goes; undefined: none. */
  readonly one: string | undefined
}

/**
 * Reads the options.
 *
 * @throws Error that names the option and what it takes
 */
export function simulationOptions(args: readonly string[]): SimulationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      seed: { type: 'string', multiple: true, default: ['1'] },
      booked: { type: 'string', default: '75' },
      bias: { type: 'string', default: '0' },
      traffic: { type: 'string', default: '100' },
      'no-outages': { type: 'boolean', default: false },
      svg: { type: 'string' },
      one: { type: 'string' },
    },
  })
  const [booked, bias, traffic] = [
    numberOf('booked', values.booked, 1, 200),
    numberOf('bias', values.bias, -95, 1000),
    numberOf('traffic', values.traffic, 1, 1000),
  ]
  return {
    help: values.help,
    seeds: values.seed.map((seed) => numberOf('seed', seed, 0, 1e9)),
    month: { booked: booked / 100, bias: 1 + bias / 100, traffic: traffic / 100, outages: !values['no-outages'] },
    svg: values.svg,
    one: values.one,
  }
}

function numberOf(option: string, text: string, least: number, greatest: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= greatest) return value
  throw new Error(`--${option} takes a number from ${least} to ${greatest}, not "${text}"`)
}
