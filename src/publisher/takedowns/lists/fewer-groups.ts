import { PACKED_GROUPS_MAX } from '../../../snapshot/takedowns/limits.ts'
import type { PackedGroup } from '../../../snapshot/takedowns/packed.ts'

/**
 * What was dropped from groups to have few enough, from the least to the most: nothing that an announced snapshot would
 * notice; the times; the territories; the numbers. Each step withdraws more.
 */
export type GivenUp = 'nothing' | 'times' | 'places' | 'numbers'

type Coarsen = (group: PackedGroup) => Pick<PackedGroup, 'number' | 'territories' | 'from' | 'until'>

const STEPS: readonly (readonly [GivenUp, Coarsen])[] = [
  ['nothing', (group) => group],
  ['times', ({ number, territories }) => ({ number, territories, from: null, until: null })],
  ['places', ({ number }) => ({ number, territories: null, from: null, until: null })],
  ['numbers', () => ({ number: null, territories: null, from: null, until: null })],
]

/**
 * How many of the largest groups stay unchanged while the smaller ones are merged. More is better, as they contain
 * most.
 */
const LEFT_ALONE = [254, 248, 224, 192, 128]

/**
 * Merges groups until there are few enough for a reader. Numbers between the same two announceable snapshots have the
 * same effect, so these are merged first, at no cost.
 *
 * Repeatedly joining the two groups whose union adds least was tried and rejected: it adds a little less when there is
 * one group too many, but compares every pair for each join, and had not joined 1,000 groups after minutes.
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

/** Replaces each number by the greatest one with the same effect on the announceable snapshots. */
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
