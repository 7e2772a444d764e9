import { checkReferences } from '../../../ingest/checks/check-references.ts'
import { findStoredReferences } from '../../store/stored-references.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import { refuseRecord } from './take-items.ts'

/**
 * Puts items into quarantine whose records refer to what is neither stored nor delivered. An item stands as a whole, so
 * its other records go too, and with them what refers to those, until nothing changes any more.
 */
export async function settleReferences(run: DeliveryRun): Promise<void> {
  for (const [id, parent] of await findStoredReferences(run.redis, [...run.nodes.values()], run.stored)) {
    run.stored.set(id, parent)
  }
  refuseDangling(run)
}

/** Puts items into quarantine whose records refer to what is neither stored nor comes into force with them. */
export function refuseDangling(run: DeliveryRun): void {
  for (;;) {
    dropUnbrought(run)
    const refused = checkReferences([...run.nodes.values()], run.stored)
    if (refused.size === 0) return
    for (const [id, findings] of refused) {
      run.nodes.delete(id)
      refuseRecord(run, id, findings)
    }
  }
}

/** Takes records out that no item brings any more, because all that did are in quarantine. */
function dropUnbrought(run: DeliveryRun): void {
  for (const id of run.bringers.keys()) {
    if (run.isBrought(id)) continue
    run.staged.delete(id)
    run.nodes.delete(id)
  }
}
