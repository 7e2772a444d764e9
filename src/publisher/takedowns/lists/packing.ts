import type { PackedKind } from '../../../model/denies/packed-deny.ts'
import { FORGOTTEN_FROM } from '../../../snapshot/takedowns/limits.ts'
import type { PackedGroup } from '../../../snapshot/takedowns/packed.ts'
import type { Withdrawn } from '../withdrawn.ts'

const KINDS: readonly (readonly [prefix: string, kind: PackedKind])[] = [
  ['ast_', 'asset'],
  ['ttl_', 'title'],
  ['cmp_', 'campaign'],
  ['tag:', 'group'],
  ['owner:', 'group'],
  ['feed:', 'group'],
]

/** The packed kind of a target; null for surfaces and tiers, which are never packed: there are few. */
export function packedKind(target: string): PackedKind | null {
  return KINDS.find(([prefix]) => target.startsWith(prefix))?.[1] ?? null
}

/** Groups of everything that can be packed. */
export function packedGroups({ orders, changes }: Withdrawn): readonly PackedGroup[] {
  const groups = new Map<string, PackedGroup & { readonly targets: string[] }>()
  const add = (target: string, like: Omit<PackedGroup, 'kind' | 'targets'>, key: string): void => {
    const kind = packedKind(target)
    if (kind === null) return
    const group = groups.get(kind + key) ?? { kind, ...like, targets: [] }
    groups.set(kind + key, group)
    group.targets.push(target)
  }
  for (const { target, territories, until } of orders) {
    const like = { number: null, territories, from: null, until }
    add(target, like, JSON.stringify([null, territories, null, until]))
  }
  for (const { number: own, targets, territories, from, until } of changes) {
    const number = own >= FORGOTTEN_FROM ? null : own
    const key = JSON.stringify([number, territories, from, until])
    for (const target of targets) add(target, { number, territories, from, until }, key)
  }
  return [...groups.values()]
}
