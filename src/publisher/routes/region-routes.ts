import type { Hono } from 'hono'
import { canary, canaryStatus } from './canary.ts'
import type { OpsVariables } from './ops-context.ts'
import { publish } from './publish.ts'
import { region, regions } from './regions.ts'
import { signedRecords } from './signed.ts'
import { snapshotDiff } from './snapshot-diff.ts'
import { snapshot, snapshotShard, snapshots } from './snapshots.ts'
import { pinRegion, rollback, unpinRegion } from './steering.ts'
import { takedownsPacked, takedownsText } from './takedowns/takedown-texts.ts'

/** What is live in a region, its history, publishing and steering. */
export function regionRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/regions', regions)
  app.get('/ops/v1/regions/:region', region)
  app.post('/ops/v1/regions/:region/publish', publish)
  app.post('/ops/v1/regions/:region/rollback', rollback)
  app.post('/ops/v1/regions/:region/pin', pinRegion)
  app.post('/ops/v1/regions/:region/unpin', unpinRegion)
  app.post('/ops/v1/regions/:region/canary', canary)
  app.get('/ops/v1/regions/:region/canary', canaryStatus)
  app.get('/ops/v1/regions/:region/snapshots', snapshots)
  app.get('/ops/v1/regions/:region/snapshots/:id', snapshot)
  app.get('/ops/v1/regions/:region/snapshots/:id/:shard', snapshotShard)
  app.get('/ops/v1/regions/:region/snapshots/:id/diff/:other', snapshotDiff)
  app.get('/ops/v1/regions/:region/takedowns/:sha256', takedownsText)
  app.get('/ops/v1/regions/:region/takedowns/:sha256/packed', takedownsPacked)
  app.get('/ops/v1/regions/:region/signed', signedRecords)
}
