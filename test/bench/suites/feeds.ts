import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../../../src/dev/store/database.ts'
import { startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { embeddedBackend } from '../../../src/dev/store/embedded-backend.ts'
import { deliveryRows } from '../feeds/delivery-rows.ts'
import { startFeedsWorker } from '../feeds/feeds-worker.ts'
import { memoryRows } from '../feeds/memory-rows.ts'
import { readingRows } from '../feeds/reading-rows.ts'
import { type BenchRow, type Suite, sizes } from '../suite.ts'

const STORE_TOKEN = 'bench-token'

export const suite: Suite = {
  about:
    'CPU in workerd of an item of a feed: read and mapped, delivered, and delivered again; memory while a feed streams',
  measure: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-feeds-'))
    const database = new Database()
    const backend = embeddedBackend(database, { append: () => undefined, close: () => undefined }, Date.now)
    const tokens = [{ token: STORE_TOKEN, allow: 'everything' }] as const
    const door = await startStoreDoor({ backend, tokens, port: 0 })
    const worker = await startFeedsWorker(folder, { url: door.url, token: STORE_TOKEN })
    try {
      // Memory first: nothing was read before that could have left room.
      const rows: BenchRow[] = [...(await memoryRows(run, worker)), ...(await readingRows(run, worker))]
      for (const items of sizes(run, [10_000])) {
        rows.push(...(await deliveryRows(run, worker, items, () => database.clear())))
      }
      return rows
    } finally {
      await worker.served.close()
      await door.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
