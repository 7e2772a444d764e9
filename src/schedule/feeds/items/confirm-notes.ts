import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import { dropNotes, type KnownItem, noteItems, readNotes } from '../stores/item-ledger.ts'

/** Once it is in force they wait for the next delivery of the feed, should the publisher die. */
const SETTLED_SECONDS = 400 * 86_400

/** Takes back what was noted of items that went into quarantine afterwards. */
export async function dropRefusedNotes(run: DeliveryRun): Promise<void> {
  if (run.hasLedger) await dropNotes(run.redis, run.order.delivery, [...run.quarantined])
}

/**
 * Completes the notes of a delivery before it comes into force, so that whoever settles them needs nothing else, should
 * its publisher die.
 *
 * @param missing keys of items that are gone
 * @returns those of them that are forgotten; an item that a record left which stays in force is not
 */
export async function confirmNotes(run: DeliveryRun, missing: readonly string[]): Promise<readonly string[]> {
  const { redis, order } = run
  const answerable = new Map<string, string[]>()
  for (const record of run.keptBack) {
    for (const key of run.left.get(record) ?? []) answerable.set(key, [...(answerable.get(key) ?? []), record])
  }
  const forgotten = missing.filter((key) => !answerable.has(key))
  await dropRefusedNotes(run)
  await noteAnswerable(run, answerable)
  if (run.hasLedger) {
    await noteItems(
      redis,
      order.delivery,
      forgotten.map((key) => [key, null] as const),
    )
  }
  await sendRepeatable(redis, (queue) => queue.expire(keys.deliveryItems(order.delivery), SETTLED_SECONDS))
  return forgotten
}

/** An item that a record left which stays in force keeps it, and is looked at again whatever it says. */
async function noteAnswerable(run: DeliveryRun, answerable: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const { redis, order } = run
  const changed = [...answerable.keys()].filter((key) => run.items.has(key))
  const notes = await readNotes(redis, order.delivery, changed)
  const amended = [...notes].map(([key, known]): readonly [string, KnownItem] => {
    const records = [...new Set([...known.records, ...(answerable.get(key) ?? [])])]
    return [key, { ...known, hash: '', records }]
  })
  await noteItems(redis, order.delivery, amended)
}
