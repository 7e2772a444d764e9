import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { deliverFeed, delivery, discard, feedDeliveries, release } from './deliveries.ts'
import { feed, feeds, setFeed } from './feeds.ts'
import { hosts, setHost } from './hosts.ts'
import { pullNow } from './pull.ts'
import { dropQuarantined, fixQuarantined, quarantine, quarantined, releaseQuarantined } from './quarantine.ts'
import { beginUpload, finish, putChunk } from './uploads.ts'

/** Feeds, what they deliver, and what is kept out. */
export function feedRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/feeds', feeds)
  app.get('/ops/v1/feeds/:id', feed)
  app.put('/ops/v1/feeds/:id', setFeed)
  app.post('/ops/v1/feeds/:id/deliveries', deliverFeed)
  app.get('/ops/v1/feeds/:id/deliveries', feedDeliveries)
  app.post('/ops/v1/feeds/:id/uploads', beginUpload)
  app.put('/ops/v1/deliveries/:id/chunks/:chunk', putChunk)
  app.post('/ops/v1/deliveries/:id/finish', finish)
  app.get('/ops/v1/deliveries/:id', delivery)
  app.post('/ops/v1/deliveries/:id/release', release)
  app.post('/ops/v1/deliveries/:id/discard', discard)
  app.get('/ops/v1/quarantine', quarantine)
  app.get('/ops/v1/quarantine/:id', quarantined)
  app.patch('/ops/v1/quarantine/:id', fixQuarantined)
  app.post('/ops/v1/quarantine/:id/release', releaseQuarantined)
  app.delete('/ops/v1/quarantine/:id', dropQuarantined)
}

/** Where feeds come from, and where their media are. */
export function sourceRoutes(app: Hono<OpsVariables>): void {
  app.post('/ops/v1/feeds/:id/pull', pullNow)
  app.get('/ops/v1/hosts', hosts)
  app.put('/ops/v1/hosts/:alias', setHost)
}
