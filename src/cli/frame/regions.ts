import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { UsageError } from './refusal.ts'
import { list, oneOf } from './values.ts'

/** The flags of every verb that is for several regions: whoever types one of them means the same with the other. */
export const REGIONS_FLAGS = {
  regions: { type: 'string', description: 'Regions, parted by commas, or all', valueHint: 'dach,fr|all' },
  region: { type: 'string', description: 'The same as --regions', valueHint: 'dach' },
} as const

/** The regions that `--regions` or `--region` names, each once, in the order of all; undefined: neither was given. */
export function regionsTyped(args: {
  readonly regions?: string | undefined
  readonly region?: string | undefined
}): readonly RegionId[] | undefined {
  if (args.regions !== undefined && args.region !== undefined) {
    throw new UsageError('--regions and --region are given together', 'they mean the same: leave one of them out')
  }
  const flag = args.region === undefined ? '--regions' : '--region'
  const typed = list(args.regions ?? args.region)
  if (typed === undefined) return undefined
  const named = typed.map((region) => oneOf(flag, region, ['all', ...REGION_IDS]))
  if (named.length === 0) throw new UsageError(`${flag} names no region`, `like ${flag} dach,fr`)
  return named.includes('all') ? REGION_IDS : REGION_IDS.filter((region) => named.includes(region))
}
