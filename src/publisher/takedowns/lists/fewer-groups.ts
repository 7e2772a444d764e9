import { PACKED_GROUPS_MAX } from '../../../snapshot/takedowns/limits.ts'
import type { PackedGroup } from '../../../snapshot/takedowns/packed.ts'

/**
 * What was given up so that a reader has few enough groups to look at, from the least to the most: nothing that any
 * announced snapshot would notice; from when and until when; where; and for which snapshots. Each withdraws more.
 */
export type GivenUp = 'nothing' | 'times' | 'places' | 'numbers'

type Coarsen = (group: PackedGroup) => Pick<PackedGroup, 'number' | 'territories' | 'from' | 'until'>

const STEPS: readonly (readonly [GivenUp, Coarsen])[] = [
  ['nothing', (group) => group],
  ['times', ({ number, territories }) => ({ number, territories, from: null, until: null })],
  ['places', ({ number }) => ({ number, territories: null, from: null, until: null })],
  ['numbers', () => ({ number: null, territories: null, from: null, until: null })],
]

/** Groups that stay as they are while the smaller ones are merged: as many as can, for most of what is withdrawn is in them. */
const LEFT_ALONE = [254, 248, 224, 192, 128]

/**
 * Merges groups until a reader takes them. Numbers between the same two snapshots that may be announced say the same, so
 * these are merged first and cost nothing.
 *
 * Joining again and again the two groups whose union adds least was tried, and refused: it adds a little less where
 * there is one group too many, looks at every pair for each join, and had not joined 1,000 groups after minutes.
 *
 * @param announced the `narrowed` of every snapshot that may be announced
 */
export function fewerGroups(
  groups: readonly PackedGroup[],
  announced: readonly number[],
): { readonly groups: readonly PackedGroup[]; readonly givenUp: GivenUp } {
  const same = merged(groups, numbersOf(groups, announced))
  for (const [givenUp, coarsen] of STEPS) {
    const bySize = [...same].sort((a, b) => b.targets.length - a.targets.length)
    for (const whole of LEFT_ALONE) {
      const fewer = [...bySize.slice(0, whole), ...merged(bySize.slice(whole), coarsen)]
      if (fewer.length <= PACKED_GROUPS_MAX) return { groups: fewer, givenUp }
    }
  }
  throw new Error('four kinds of groups are never too many')
}

/** The greatest number that holds for the same announced snapshots stands for all of them. */
function numbersOf(groups: readonly PackedGroup[], announced: readonly number[]): Coarsen {
  const steps = [...new Set(announced)].sort((a, b) => a - b)
  const greatest = Math.max(0, ...groups.map(({ number }) => number ?? 0))
  const standsFor = (number: number): number => steps.find((step) => step >= number) ?? greatest
  return (group) => ({ ...group, number: group.number === null ? null : standsFor(group.number) })
}

function merged(groups: readonly PackedGroup[], coarsen: Coarsen): readonly PackedGroup[] {
  const found = new Map<string, PackedGroup & { readonly targets: string[] }>()
  for (const group of groups) {
    const { number, territories, from, until } = coarsen(group)
    const key = JSON.stringify([group.kind, number, territories, from, until])
    const same = found.get(key) ?? { kind: group.kind, number, territories, from, until, targets: [] }
    found.set(key, same)
    for (const target of group.targets) same.targets.push(target)
  }
  return [...found.values()]
}
