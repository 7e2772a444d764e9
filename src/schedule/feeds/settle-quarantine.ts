import type { DeliveryRun } from './delivery-run.ts'
import { keyOfRepeated } from './items/item-key.ts'
import { dropQuarantined, type QuarantinedItem, readEntries, writeQuarantined } from './stores/quarantine-store.ts'

/**
 * Notes which items are in quarantine now, and which are good again or gone.
 *
 * @param removed keys of items that are forgotten
 */
export async function settleQuarantine(run: DeliveryRun, removed: readonly string[]): Promise<void> {
  const { redis, feedId, order, before } = run
  const gone = [...removed, ...(run.isWhole ? unseenEntries(run) : []), ...noLongerRepeated(run)].flatMap((key) => {
    const id = before.open.get(key) ?? before.fixed.get(key)
    return id === undefined || run.quarantined.has(key) ? [] : [[key, id] as const]
  })
  const { good, fixed } = await goodAgain(run)
  await dropQuarantined(redis, feedId, new Map([...gone, ...good]))
  // What a person tried and what did not help leaves the entry as it was.
  await writeQuarantined(redis, [...(order.byHand ? [] : run.entries), ...fixed, ...fixedEntries(run)])
}

/** Items that were never good are not known, so that nobody misses them. */
function unseenEntries({ before, seen }: DeliveryRun): readonly string[] {
  return [...before.open.keys(), ...before.fixed.keys()].filter((key) => !seen.has(key))
}

/** Items whose id stood twice, and does no longer. */
function noLongerRepeated({ before, seen }: DeliveryRun): readonly string[] {
  return [...before.open.keys()].filter((key) => {
    const repeated = keyOfRepeated(key)
    return repeated !== null && seen.has(repeated) && !seen.has(key)
  })
}

/** Entries of items whose source is good now. A fix stays while it is applied, or while the source is the same. */
async function goodAgain(
  run: DeliveryRun,
): Promise<{ readonly good: ReadonlyMap<string, string>; readonly fixed: readonly QuarantinedItem[] }> {
  const good = new Map<string, string>()
  const unchanged = new Map<string, string>()
  for (const [key, id] of run.before.open) {
    const item = run.items.get(key)
    if (item?.fix) continue
    if (run.seen.has(key) && !run.quarantined.has(key)) (item === undefined ? unchanged : good).set(key, id)
  }
  for (const [key, id] of run.before.fixed) {
    const item = run.items.get(key)
    if (item !== undefined && item.fix === null) good.set(key, id)
  }
  // With a fix it came into force, and its publisher died before it could say so.
  const fixed = (await readEntries(run.redis, [...unchanged.values()])).filter(({ patch }) => patch !== null)
  for (const { key } of fixed) unchanged.delete(key)
  return { good: new Map([...good, ...unchanged]), fixed: fixed.map((entry) => ({ ...entry, fixed: true })) }
}

function fixedEntries(run: DeliveryRun): readonly QuarantinedItem[] {
  return [...run.items].flatMap(([key, { fix, line }]) => {
    if (fix === null) return []
    const { delivery } = run.order
    const at = run.dependencies.now()
    return [{ ...fix, key, line, delivery: run.order.byHand ? fix.delivery : delivery, at, fixed: true }]
  })
}
