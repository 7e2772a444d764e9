import { openBatch } from '../../src/schedule/ingest/batch.ts'
import { promoteBatch } from '../../src/schedule/ingest/promote-batch.ts'
import { type DocumentRecord, stageRecords } from '../../src/schedule/ingest/stage-records.ts'
import { MoveFinder } from '../../src/schedule/moves/record-move.ts'
import type { Harness } from './harness.ts'

/** Puts records live as the delivery of a feed does: with who owns them, and what is withdrawn. */
export async function deliver({ dependencies }: Harness, group: readonly Omit<DocumentRecord, 'line'>[]) {
  const batch = await openBatch(dependencies, 'northlight')
  const context = { ...dependencies, moves: new MoveFinder() }
  const lines = group.map((sent, index) => ({ ...sent, line: index + 1 }))
  const { staged, unchanged } = await stageRecords(context, batch, lines, { kind: 'ingest', approve: false, by: 'mia' })
  if (staged.length > 0) {
    const none = { dropped: [], summary: {}, known: null, renewLock: async () => undefined }
    await promoteBatch(dependencies, { batch, staged, action: 'deliver', ...none })
  }
  return { changed: staged.length, unchanged }
}
