import type { TerritoryCode } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'

/** A group is worth its name if it brings so many places. */
const LEAST_NEW = 4

/** Selectors of every territory but one: groups, the large ones first, and the codes of what they leave. */
export function everywhereBut({ groups, territories }: Rules, left: TerritoryCode): string[] {
  const wanted = new Set(territories.keys())
  wanted.delete(left)
  const named: string[] = []
  const bySize = [...groups].sort(([, one], [, other]) => other.length - one.length)
  for (const [name, codes] of bySize) {
    const isNew = codes.filter((code) => wanted.has(code))
    if (codes.includes(left) || isNew.length < LEAST_NEW) continue
    named.push(`@${name}`)
    for (const code of isNew) wanted.delete(code)
  }
  return [...named, ...wanted]
}
