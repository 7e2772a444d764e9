import type { Action } from '../../model/policies/access.ts'

/**
 * Where the role must hold:
 * - `path`: in the region of the path.
 * - `everywhere`: in all regions. Titles, assets and whole schedules belong to every region.
 * - `anywhere`: in one region at least. What is asked is the same for all of them, or the answer keeps to the regions
 *   of the role.
 * - `signed-in`: nowhere. Whoever is signed in may ask, for the answer says nothing of any region.
 * - `content`: in one region at least, and then, as the handler checks with `requireAction`, in every region that what
 *   is sent is about.
 * - `feed`: with the feed of the path, `/ops/v1/feeds/:id/…`.
 * - `some-feed`: with one feed at least, and then, as the handler checks with `requireFeed`, with the feed that a
 *   delivery or an item belongs to; lists keep to the feeds of the role (`feedsOf`).
 */
export type Scope = 'path' | 'everywhere' | 'anywhere' | 'content' | 'feed' | 'some-feed' | 'signed-in'

/** The permission that a route requires. */
export interface RouteAction {
  /** One of these is enough; the handler may require a specific one. Empty for `signed-in`. */
  readonly anyOf: readonly Action[]
  readonly scope: Scope
}

const row = (scope: Scope, ...anyOf: Action[]): RouteAction => ({ anyOf, scope })

/**
 * Every route of the ops API, and every page of the console, by its pattern, with the permission that it requires. A route without a row is refused to
 * everybody.
 */
export const ROUTE_ACTIONS: ReadonlyMap<string, RouteAction> = new Map([
  ['POST /ops/v1/ingest', row('everywhere', 'schedule.ingest')],
  ['GET /ops/v1/schedule', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/schedule/calendar', row('anywhere', 'schedule.read')],
  ['POST /ops/v1/schedule/calendar/move', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/calendar', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/calendar.ics', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns.csv', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns.xlsx', row('anywhere', 'schedule.read')],
  ['POST /ops/v1/campaigns.csv', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns.xlsx', row('content', 'schedule.ingest')],
  ['GET /ops/v1/campaigns/:id', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns/:id/counters', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns/:id/delivery', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns/:id/delivery.csv', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns/:id/delivery.xlsx', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/campaigns/:id/delivery.svg', row('anywhere', 'schedule.read')],
  ['POST /ops/v1/campaigns/lint', row('anywhere', 'schedule.read')],
  ['PUT /ops/v1/campaigns/:id', row('content', 'schedule.ingest')],
  [
    'POST /ops/v1/campaigns/bulk',
    row('content', 'schedule.ingest', 'schedule.approve', 'campaign.stop', 'campaign.resume'),
  ],
  [
    'POST /ops/v1/changes/:id/undo',
    row('content', 'schedule.ingest', 'schedule.approve', 'campaign.stop', 'campaign.resume'),
  ],
  ['POST /ops/v1/campaigns/:id/copy', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns/:id/forecast', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns/:id/hold', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns/:id/submit', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns/:id/approve', row('content', 'schedule.approve')],
  ['POST /ops/v1/campaigns/:id/reject', row('content', 'schedule.approve')],
  ['POST /ops/v1/campaigns/:id/withdraw', row('content', 'schedule.ingest')],
  ['POST /ops/v1/campaigns/:id/pause', row('content', 'campaign.stop')],
  ['POST /ops/v1/campaigns/:id/resume', row('content', 'campaign.resume')],
  ['POST /ops/v1/campaigns/:id/end', row('content', 'campaign.stop')],
  ['GET /ops/v1/feeds', row('some-feed', 'feed.read')],
  ['GET /ops/v1/feeds/:id', row('feed', 'feed.read')],
  ['PUT /ops/v1/feeds/:id', row('feed', 'feed.manage')],
  ['POST /ops/v1/feeds/:id/deliveries', row('feed', 'feed.deliver')],
  ['GET /ops/v1/feeds/:id/deliveries', row('feed', 'feed.read')],
  ['POST /ops/v1/feeds/:id/uploads', row('feed', 'feed.deliver')],
  ['PUT /ops/v1/deliveries/:id/chunks/:chunk', row('some-feed', 'feed.deliver')],
  ['POST /ops/v1/deliveries/:id/finish', row('some-feed', 'feed.deliver')],
  ['GET /ops/v1/deliveries/:id', row('some-feed', 'feed.read')],
  ['POST /ops/v1/deliveries/:id/release', row('some-feed', 'feed.manage')],
  ['POST /ops/v1/deliveries/:id/discard', row('some-feed', 'feed.manage', 'feed.deliver')],
  ['GET /ops/v1/quarantine', row('some-feed', 'quarantine.read')],
  ['GET /ops/v1/quarantine/:id', row('some-feed', 'quarantine.read')],
  ['PATCH /ops/v1/quarantine/:id', row('some-feed', 'quarantine.fix')],
  ['POST /ops/v1/quarantine/:id/release', row('some-feed', 'quarantine.fix')],
  ['DELETE /ops/v1/quarantine/:id', row('some-feed', 'quarantine.fix')],
  ['GET /ops/v1/export', row('everywhere', 'schedule.export')],
  ['POST /ops/v1/restore', row('everywhere', 'schedule.restore')],
  ['GET /ops/v1/regions', row('anywhere', 'region.read')],
  ['GET /ops/v1/regions/:region', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/health', row('path', 'region.read')],
  ['POST /ops/v1/regions/:region/publish', row('path', 'region.publish')],
  ['GET /ops/v1/regions/:region/canary', row('path', 'region.read')],
  ['POST /ops/v1/regions/:region/canary', row('path', 'region.canary')],
  ['POST /ops/v1/regions/:region/pin', row('path', 'region.pin')],
  ['POST /ops/v1/regions/:region/unpin', row('path', 'region.pin')],
  ['POST /ops/v1/regions/:region/rollback', row('path', 'region.rollback')],
  ['GET /ops/v1/regions/:region/snapshots', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/snapshots/:id', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/snapshots/:id/:shard', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/snapshots/:id/diff/:other', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/takedowns/:sha256', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/takedowns/:sha256/packed', row('path', 'region.read')],
  ['GET /ops/v1/regions/:region/signed', row('path', 'region.read')],
  ['GET /ops/v1/takedowns', row('anywhere', 'takedown.read')],
  ['POST /ops/v1/takedowns', row('content', 'takedown.add')],
  ['DELETE /ops/v1/takedowns/:id', row('content', 'takedown.lift')],
  ['POST /ops/v1/feeds/:id/pull', row('feed', 'feed.deliver')],
  ['GET /ops/v1/hosts', row('anywhere', 'feed.read')],
  ['PUT /ops/v1/hosts/:alias', row('everywhere', 'feed.manage')],
  ['POST /ops/v1/overrides', row('content', 'override.propose')],
  ['GET /ops/v1/approvals', row('anywhere', 'approval.read')],
  ['POST /ops/v1/approvals/:id/approve', row('content', 'override.approve', 'rollback.approve', 'schedule.approve')],
  ['POST /ops/v1/viewing', row('everywhere', 'viewing.write')],
  ['DELETE /ops/v1/profiles/:sub', row('everywhere', 'profile.erase')],
  ['POST /ops/v1/explain', row('content', 'decision.explain')],
  ['POST /ops/v1/preview', row('content', 'decision.explain')],
  ['POST /ops/v1/preview/ribbon', row('content', 'decision.explain')],
  ['GET /ops/v1/rules/matrix', row('anywhere', 'decision.explain')],
  ['GET /ops/v1/search', row('anywhere', 'schedule.read')],
  ['GET /ops/v1/decisions', row('anywhere', 'decisions.read')],
  ['GET /ops/v1/supply', row('anywhere', 'region.read')],
  ['GET /ops/v1/audit', row('anywhere', 'audit.read')],
  ['GET /ops/v1/changes', row('anywhere', 'audit.read')],
  ['GET /ops/v1/events', row('anywhere', 'events.read')],
  ['GET /ops/v1/events/dead', row('anywhere', 'events.read')],
  ['POST /ops/v1/events/dead/retry', row('everywhere', 'events.manage')],
  ['POST /ops/v1/events/dead/drop', row('everywhere', 'events.manage')],
  ['GET /ops/v1/me', row('signed-in')],
  ['GET /ops/v1/openapi.json', row('signed-in')],
  ['GET /console', row('anywhere', 'region.read')],
  ['GET /console/schedule', row('anywhere', 'schedule.read')],
  ['GET /console/schedule/findings', row('anywhere', 'schedule.read')],
  ['GET /console/takedowns', row('anywhere', 'takedown.read')],
  ['GET /console/takedowns/new', row('anywhere', 'takedown.read')],
  ['GET /console/takedowns/:id', row('anywhere', 'takedown.read')],
  ['GET /console/takedowns/:id/lift', row('anywhere', 'takedown.read')],
  ['GET /console/campaigns', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id/findings', row('anywhere', 'schedule.read')],
  ['GET /console/preview', row('anywhere', 'decision.explain')],
  ['GET /console/regions', row('anywhere', 'region.read')],
  ['GET /console/regions/:region', row('path', 'region.read')],
  ['GET /console/regions/:region/diff/:from/:to', row('path', 'region.read')],
  ['GET /console/regions/:region/rollback', row('path', 'region.read')],
  ['GET /console/regions/:region/pin', row('path', 'region.read')],
  ['GET /console/regions/:region/unpin', row('path', 'region.read')],
  ['GET /console/regions/:region/publish', row('path', 'region.read')],
  ['GET /console/regions/:region/canary', row('path', 'region.read')],
  ['GET /console/regions/:region/override', row('path', 'region.read')],
  ['GET /console/regions/:region/clock', row('path', 'region.read')],
  ['GET /console/campaigns/new', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id/edit', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id/copy', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id/forecast', row('anywhere', 'schedule.read')],
  ['GET /console/campaigns/:id/:verb', row('anywhere', 'schedule.read')],
  ['GET /console/delivery', row('anywhere', 'schedule.read')],
  ['GET /console/why', row('anywhere', 'decision.explain')],
  ['GET /console/schedule/move', row('anywhere', 'schedule.read')],
  ['GET /console/schedule/pause', row('anywhere', 'schedule.read')],
  ['GET /console/schedule/copy', row('anywhere', 'schedule.read')],
  ['GET /console/approvals', row('anywhere', 'approval.read')],
  ['GET /console/audit', row('anywhere', 'audit.read')],
  ['GET /console/feeds', row('some-feed', 'feed.read')],
  ['GET /console/feeds/:id', row('feed', 'feed.read')],
  ['GET /console/feeds/:id/pull', row('feed', 'feed.read')],
  ['GET /console/feeds/:id/deliveries/:delivery', row('feed', 'feed.read')],
  ['GET /console/feeds/:id/deliveries/:delivery/release', row('feed', 'feed.read')],
  ['GET /console/feeds/:id/deliveries/:delivery/discard', row('feed', 'feed.read')],
  ['GET /console/quarantine', row('some-feed', 'quarantine.read')],
  ['GET /console/quarantine/:id', row('some-feed', 'quarantine.read')],
  ['GET /console/quarantine/:id/release', row('some-feed', 'quarantine.read')],
  ['GET /console/quarantine/:id/drop', row('some-feed', 'quarantine.read')],
])
