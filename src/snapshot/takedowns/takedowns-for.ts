import type { TakedownsPayload } from './payload.ts'

/** One thing that is not to be served, as `decide/denies.ts` takes it. */
interface DeniedTarget {
  readonly id: string
  readonly target: string
  readonly territories: readonly string[] | null
  readonly from?: number | null
  readonly until: number | null
}

/**
 * What a list withdraws from a snapshot: all takedowns, and the changes that came after the schedule was read for it.
 * Those that it knows of are in its columns, exactly; here each withdraws the whole record where it narrowed.
 *
 * @param narrowed of the announced content (`PointerPayload`)
 */
export function takedownsFor(list: TakedownsPayload, narrowed: number): readonly DeniedTarget[] {
  const since = list.narrowings.filter(({ number }) => number > narrowed)
  if (since.length === 0) return list.entries
  const changes = since.flatMap(({ number, targets, territories, from, until }) =>
    targets.map((target) => ({ id: `change ${number} of ${target}`, target, territories, from, until })),
  )
  return [...list.entries, ...changes]
}
