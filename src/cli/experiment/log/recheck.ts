import type { Snapshot } from '../../../model/columns/snapshot.ts'
import type { DecisionLogLine } from '../../../model/messages/decision-log.ts'
import { refusedAgain } from '../../../replay/refused-again.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import { openCopy } from '../../replay/opened-copy.ts'
import { SnapshotGone } from '../../snapshot/fetched-snapshot.ts'

/** Asks the gates of the snapshots that answered again. Holds one snapshot: that of the last line. */
export class Recheck {
  #held: { readonly of: string; readonly snapshot: Promise<Snapshot | null> } | null = null

  constructor(private readonly ops: () => Promise<OpsClient>) {}

  /** Whether a video may not be seen by its viewer; null: the snapshot is gone, or does not have it. */
  async isRefused(
    line: DecisionLogLine,
    placement: DecisionLogLine['placements'][number],
    assetId: string,
  ): Promise<boolean | null> {
    const snapshot = await this.snapshotOf(line)
    return snapshot === null ? null : refusedAgain(snapshot, line, placement, assetId)
  }

  private snapshotOf(line: DecisionLogLine): Promise<Snapshot | null> {
    const of = `${line.region} ${line.snapshot.id} ${line.snapshot.baseline}`
    if (this.#held?.of !== of) this.#held = { of, snapshot: this.opened(line) }
    return this.#held.snapshot
  }

  private async opened(line: DecisionLogLine): Promise<Snapshot | null> {
    try {
      return (await openCopy({ ...line, floor: null }, this.ops)).snapshot
    } catch (error) {
      if (!(error instanceof SnapshotGone)) throw error
      return null
    }
  }
}
