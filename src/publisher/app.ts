import { Hono } from 'hono'
import { engineRoutes } from '../console/engine/engine-routes.ts'
import { WrongRules } from '../rules/bundled-rules.ts'
import { TooManyHosts } from '../schedule/feeds/stores/media-hosts.ts'
import { ScheduleError } from '../schedule/store/schedule-error.ts'
import { authorize, routesOf } from './access/authorize.ts'
import { createDenialLog } from './access/denials.ts'
import type { SignInDoors } from './access/sign-in.ts'
import type { PublisherEnvironment } from './environment.ts'
import { afterRequest } from './notices/after-request.ts'
import { OpsProblem, opsProblemResponse } from './ops-problem.ts'
import type { PublisherContext } from './publisher-context.ts'
import { approvals, approveRequest, proposeOverride } from './routes/approvals.ts'
import {
  approveCampaignRoute,
  endCampaign,
  pauseCampaign,
  rejectCampaign,
  resumeCampaign,
  submitCampaign,
  withdrawCampaign,
} from './routes/campaigns/acts.ts'
import { changeCampaigns, undoCampaigns } from './routes/campaigns/bulk.ts'
import { calendar, calendarFile } from './routes/campaigns/calendar.ts'
import { campaignCounters } from './routes/campaigns/campaign-counters.ts'
import { campaign, campaigns } from './routes/campaigns/campaigns.ts'
import { copyCampaign } from './routes/campaigns/copy.ts'
import { campaignDelivery, deliveryCsv, deliverySvg, deliveryXlsx } from './routes/campaigns/delivery.ts'
import { forecastRoute, holdRoute } from './routes/campaigns/forecast.ts'
import { lintRoute } from './routes/campaigns/lint.ts'
import { exportCsv, exportXlsx, importCsv, importXlsx } from './routes/campaigns/sheets.ts'
import { putCampaign } from './routes/campaigns/write.ts'
import { canary } from './routes/canary.ts'
import { deliverable } from './routes/deliverable.ts'
import { deadMessages, dropDeadMessages, retryDeadMessages } from './routes/events/dead-messages.ts'
import { eventsStateNow } from './routes/events/events-state.ts'
import { deliverFeed, delivery, discard, feedDeliveries, release } from './routes/feeds/deliveries.ts'
import { feed, feeds, setFeed } from './routes/feeds/feeds.ts'
import { hosts, setHost } from './routes/feeds/hosts.ts'
import { pullNow } from './routes/feeds/pull.ts'
import {
  dropQuarantined,
  fixQuarantined,
  quarantine,
  quarantined,
  releaseQuarantined,
} from './routes/feeds/quarantine.ts'
import { beginUpload, finish, putChunk } from './routes/feeds/uploads.ts'
import { recordRoutes } from './routes/history/record-routes.ts'
import { ingest } from './routes/ingest.ts'
import { inquiryRoutes } from './routes/inquiries/inquiry-routes.ts'
import { lab } from './routes/lab/lab.ts'
import { scheduleRoutes } from './routes/lanes/schedule-routes.ts'
import { openApi } from './routes/openapi.ts'
import type { OpsVariables } from './routes/ops-context.ts'
import { eraseProfile, viewing } from './routes/profiles/profiles.ts'
import { publish } from './routes/publish.ts'
import { region, regions } from './routes/regions.ts'
import { restore } from './routes/schedule.ts'
import { signedRecords } from './routes/signed.ts'
import { snapshotDiff } from './routes/snapshot-diff.ts'
import { snapshot, snapshotShard, snapshots } from './routes/snapshots.ts'
import { pinRegion, rollback, unpinRegion } from './routes/steering.ts'
import { takedownsPacked, takedownsText } from './routes/takedown-texts.ts'
import { addTakedown, liftTakedown, takedowns } from './routes/takedowns.ts'
import { UnreadableList } from './takedowns/lists/unreadable-list.ts'

/** What signing in needs, in a Worker. */
const DOORS: SignInDoors = { fetch: (url, init) => fetch(url, init), now: () => Date.now() }

/**
 * The ops API. Every route below `/ops` requires a signed-in caller with a permission; `access/route-actions.ts` lists
 * the permissions.
 */
export function createPublisherApp(
  contextOf: (environment: PublisherEnvironment) => PublisherContext,
  doors: SignInDoors = DOORS,
) {
  const denied = createDenialLog(doors.now, (line) => console.warn(line))
  const app = new Hono<OpsVariables>()
  app.get('/healthz', (context) => context.json({ ok: true }))
  app.route('/', lab(contextOf))
  app.route('/', engineRoutes<OpsVariables>())
  app.use('/ops/*', deliverable)
  app.use('/ops/*', afterRequest)
  app.use('/ops/*', authorize(contextOf, doors))
  app.post('/ops/v1/ingest', ingest)
  scheduleRoutes(app)
  campaignRoutes(app)
  feedRoutes(app)
  eventsRoutes(app)
  app.post('/ops/v1/restore', restore)
  app.get('/ops/v1/regions', regions)
  app.get('/ops/v1/regions/:region', region)
  app.post('/ops/v1/regions/:region/publish', publish)
  app.post('/ops/v1/regions/:region/rollback', rollback)
  app.post('/ops/v1/regions/:region/pin', pinRegion)
  app.post('/ops/v1/regions/:region/unpin', unpinRegion)
  app.post('/ops/v1/regions/:region/canary', canary)
  app.get('/ops/v1/regions/:region/snapshots', snapshots)
  app.get('/ops/v1/regions/:region/snapshots/:id', snapshot)
  app.get('/ops/v1/regions/:region/snapshots/:id/:shard', snapshotShard)
  app.get('/ops/v1/regions/:region/snapshots/:id/diff/:other', snapshotDiff)
  app.get('/ops/v1/regions/:region/takedowns/:sha256', takedownsText)
  app.get('/ops/v1/regions/:region/takedowns/:sha256/packed', takedownsPacked)
  app.get('/ops/v1/regions/:region/signed', signedRecords)
  app.get('/ops/v1/takedowns', takedowns)
  app.post('/ops/v1/takedowns', addTakedown)
  app.delete('/ops/v1/takedowns/:id', liftTakedown)
  sourceRoutes(app)
  app.post('/ops/v1/overrides', proposeOverride)
  app.get('/ops/v1/approvals', approvals)
  app.post('/ops/v1/approvals/:id/approve', approveRequest)
  app.post('/ops/v1/viewing', viewing)
  app.delete('/ops/v1/profiles/:sub', eraseProfile)
  inquiryRoutes(app)
  recordRoutes(app)
  app.get('/ops/v1/openapi.json', openApi)
  app.notFound(() => opsProblemResponse(new OpsProblem(404, 'Nothing here', 'There is no such route.')))
  app.onError((error, context) => {
    const problem = problemOf(error)
    const { status, field } = problem
    if (status === 401 || status === 403) {
      const [route = 'none'] = routesOf(context)
      denied({ status, method: context.req.method, route, field })
    }
    return opsProblemResponse(problem)
  })
  return app
}

/** Campaigns, what is done to them, and what they deliver. */
function campaignRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/campaigns', campaigns)
  app.get('/ops/v1/calendar', calendar)
  app.get('/ops/v1/calendar.ics', calendarFile)
  app.get('/ops/v1/campaigns.csv', exportCsv)
  app.get('/ops/v1/campaigns.xlsx', exportXlsx)
  app.post('/ops/v1/campaigns.csv', importCsv)
  app.post('/ops/v1/campaigns.xlsx', importXlsx)
  app.post('/ops/v1/campaigns/bulk', changeCampaigns)
  app.post('/ops/v1/changes/:id/undo', undoCampaigns)
  app.get('/ops/v1/campaigns/:id', campaign)
  app.post('/ops/v1/campaigns/:id/copy', copyCampaign)
  app.get('/ops/v1/campaigns/:id/counters', campaignCounters)
  app.get('/ops/v1/campaigns/:id/delivery', campaignDelivery)
  app.get('/ops/v1/campaigns/:id/delivery.csv', deliveryCsv)
  app.get('/ops/v1/campaigns/:id/delivery.xlsx', deliveryXlsx)
  app.get('/ops/v1/campaigns/:id/delivery.svg', deliverySvg)
  app.post('/ops/v1/campaigns/lint', lintRoute)
  app.post('/ops/v1/campaigns/:id/forecast', forecastRoute)
  app.post('/ops/v1/campaigns/:id/hold', holdRoute)
  app.put('/ops/v1/campaigns/:id', putCampaign)
  app.post('/ops/v1/campaigns/:id/submit', submitCampaign)
  app.post('/ops/v1/campaigns/:id/approve', approveCampaignRoute)
  app.post('/ops/v1/campaigns/:id/reject', rejectCampaign)
  app.post('/ops/v1/campaigns/:id/withdraw', withdrawCampaign)
  app.post('/ops/v1/campaigns/:id/pause', pauseCampaign)
  app.post('/ops/v1/campaigns/:id/resume', resumeCampaign)
  app.post('/ops/v1/campaigns/:id/end', endCampaign)
}

/** Where feeds come from, and where their media are. */
function sourceRoutes(app: Hono<OpsVariables>): void {
  app.post('/ops/v1/feeds/:id/pull', pullNow)
  app.get('/ops/v1/hosts', hosts)
  app.put('/ops/v1/hosts/:alias', setHost)
}

/** What devices report, and what died on the way. */
function eventsRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/events', eventsStateNow)
  app.get('/ops/v1/events/dead', deadMessages)
  app.post('/ops/v1/events/dead/retry', retryDeadMessages)
  app.post('/ops/v1/events/dead/drop', dropDeadMessages)
}

/** Feeds, what they deliver, and what is kept out. */
function feedRoutes(app: Hono<OpsVariables>): void {
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

function problemOf(error: Error): OpsProblem {
  if (error instanceof OpsProblem) return error
  if (error instanceof ScheduleError) {
    const conflict = error.kind === 'refused' || error.kind === 'busy' || error.kind === 'inconsistent'
    return new OpsProblem(conflict ? 409 : 503, 'The scheduling store', error.message)
  }
  if (error instanceof TooManyHosts) return new OpsProblem(409, 'Too many aliases', `${error.message}.`, 'hosts')
  // Rules contain no secrets, and whoever fixes them needs the file and path.
  if (error instanceof UnreadableList) return new OpsProblem(503, 'The takedown list', error.message)
  if (error instanceof WrongRules) return new OpsProblem(503, 'The rules do not hold', error.message.slice(0, 500))
  // Only the error's name is logged: a message could hold what was sent, or a key.
  console.error(JSON.stringify({ level: 'error', code: 'publisher-fault', name: error.name }))
  return new OpsProblem(
    503,
    'Not done',
    'This failed for an unexpected reason; the log of the publisher has the details.',
  )
}
