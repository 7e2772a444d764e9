import type { z } from 'zod'
import { approvalAnswer, approvalList } from '../../contracts/ops/answers/approvals.ts'
import { auditLog } from '../../contracts/ops/answers/audit.ts'
import { campaignForecastAnswer, heldCampaign } from '../../contracts/ops/answers/campaigns/forecast.ts'
import { lintAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import { campaignActed, campaignList, storedCampaign, writtenCampaign } from '../../contracts/ops/answers/campaigns.ts'
import { snapshotChanges } from '../../contracts/ops/answers/changes.ts'
import { campaignCounters } from '../../contracts/ops/answers/events/counters.ts'
import { ingestReport } from '../../contracts/ops/answers/ingest.ts'
import { canaryTrial } from '../../contracts/ops/answers/inquiries/canary-trial.ts'
import { publishResult } from '../../contracts/ops/answers/publish.ts'
import { regionAnswer, regionList } from '../../contracts/ops/answers/regions.ts'
import { signedRecords, snapshotHead, snapshotList } from '../../contracts/ops/answers/snapshots.ts'
import { steered } from '../../contracts/ops/answers/steering.ts'
import { takedownAdded, takedownLifted, takedownList, takedownTried } from '../../contracts/ops/answers/takedowns.ts'
import type { FeedFormatName } from '../../model/messages/feed-formats.ts'
import type { Shell } from '../frame/shell.ts'
import { campaignBulkCalls } from './campaign-bulk-calls.ts'
import { type Connection, connect } from './connection.ts'
import { deliveryCalls } from './delivery-calls.ts'
import { estimateCalls } from './estimate-calls.ts'
import { eventsCalls } from './events-calls.ts'
import { experimentCalls } from './experiment-calls.ts'
import { feedCalls } from './feed-calls.ts'
import { inquiryCalls } from './inquiry-calls.ts'
import { learnedCalls } from './learned-calls.ts'
import { OpsRefusal } from './ops-refusal.ts'
import { answered, type Call, type OpsRequest, send } from './ops-request.ts'
import { profileCalls } from './profile-calls.ts'

function steering(region: string, verb: string, json: unknown): OpsRequest {
  return { method: 'POST', path: `/regions/${encodeURIComponent(region)}/${verb}`, json }
}

function campaignCalls(call: Call) {
  const path = (id: string) => `/campaigns/${encodeURIComponent(id)}`
  return {
    campaigns: (query: Readonly<Record<string, string>>) =>
      call({ method: 'GET', path: `/campaigns?${new URLSearchParams(query)}` }, campaignList),
    campaign: (id: string) => call({ method: 'GET', path: path(id) }, storedCampaign),
    /** As `campaign`, with the videos before and after what waits. */
    campaignMembers: (id: string) => call({ method: 'GET', path: `${path(id)}?members=1` }, storedCampaign),
    forecastCampaign: (id: string, json: object) =>
      call({ method: 'POST', path: `${path(id)}/forecast`, json }, campaignForecastAnswer),
    holdCampaign: (id: string, json: object) => call({ method: 'POST', path: `${path(id)}/hold`, json }, heldCampaign),
    lintCampaigns: (json: object) => call({ method: 'POST', path: '/campaigns/lint', json }, lintAnswer),
    campaignCounters: (id: string, query: Readonly<Record<string, string>>) =>
      call({ method: 'GET', path: `${path(id)}/counters?${new URLSearchParams(query)}` }, campaignCounters),
    /** @param revision the one that was seen; null: a new campaign */
    putCampaign: (id: string, json: unknown, revision: number | null) =>
      call(
        { method: 'PUT', path: path(id), json, ...(revision === null ? { ifNew: true } : { ifMatch: `r${revision}` }) },
        writtenCampaign,
      ),
    /** @param revision the one that was seen; null: whatever is there */
    actOnCampaign: (id: string, act: string, order: object, revision: number | null) =>
      call(
        {
          method: 'POST',
          path: `${path(id)}/${act}`,
          json: order,
          ...(revision !== null && { ifMatch: `r${revision}` }),
        },
        campaignActed,
      ),
  }
}

/** Requests for stored bytes; the caller verifies their hashes. */
function storedValues(connection: Connection, fetcher: typeof fetch) {
  const bytes = async (...segments: readonly string[]) => {
    const path = `/regions/${segments.map(encodeURIComponent).join('/')}`
    return new Uint8Array(await (await send(connection, fetcher, { method: 'GET', path })).arrayBuffer())
  }
  return {
    shard: (region: string, id: string, name: string) => bytes(region, 'snapshots', id, name),
    /** The exact text of a takedown list that was announced, by its hash. */
    takedownsText: (region: string, sha256: string) => bytes(region, 'takedowns', sha256),
    /** The packed part of such a list. */
    takedownsPacked: (region: string, sha256: string) => bytes(region, 'takedowns', sha256, 'packed'),
  }
}

function tried(order: TakedownOrder): OpsRequest {
  return { method: 'POST', path: '/takedowns', json: { ...order, dryRun: true } }
}

/** A takedown to be ordered. */
export interface TakedownOrder {
  readonly target: string
  readonly reason: string
  readonly territories?: readonly string[]
  readonly until?: string
}

function steeringCalls(call: Call) {
  return {
    publish: (region: string, order: { readonly dryRun: boolean; readonly reason?: string }) =>
      call(steering(region, 'publish', order), publishResult),
    rollback: (region: string, order: { to?: string; until?: string; reason: string }) =>
      call(steering(region, 'rollback', order), steered),
    pin: (region: string, order: { until?: string; reason: string }) => call(steering(region, 'pin', order), steered),
    unpin: (region: string, order: { reason: string }) => call(steering(region, 'unpin', order), steered),
    startCanary: (region: string, order: { percent: number; minutes: number; reason: string }) =>
      call(steering(region, 'canary', { action: 'start', ...order }), publishResult),
    canaryTrial: (region: string) =>
      call({ method: 'GET', path: `/regions/${encodeURIComponent(region)}/canary` }, canaryTrial),
    endCanary: (region: string, order: { action: 'promote' | 'stop'; reason: string }) =>
      call(steering(region, 'canary', order), steered),
  }
}

/** A typed client of the ops API; every verb uses it to reach a deployment. */
export function createOpsClient(connection: Connection, fetcher: typeof fetch) {
  const call = async <Schema extends z.ZodType>(request: OpsRequest, schema: Schema) =>
    answered(await send(connection, fetcher, request), schema)
  /**
   * A server that refuses an upload may close the connection before its reason is read: ask again, without the body.
   */
  const upload = async <Schema extends z.ZodType>(request: OpsRequest, schema: Schema) => {
    try {
      return await call(request, schema)
    } catch (error) {
      if (!(error instanceof OpsRefusal)) await send(connection, fetcher, { method: 'GET', path: '/regions' })
      throw error
    }
  }
  const segment = encodeURIComponent
  return {
    ingest: (stream: ReadableStream<Uint8Array>, format: FeedFormatName, query: Readonly<Record<string, string>>) => {
      const path = `/ingest?${new URLSearchParams(query)}`
      return upload({ method: 'POST', path, upload: { stream, format } }, ingestReport)
    },
    ...steeringCalls(call),
    region: (region: string) => call({ method: 'GET', path: `/regions/${segment(region)}` }, regionAnswer),
    snapshots: (region: string) => call({ method: 'GET', path: `/regions/${segment(region)}/snapshots` }, snapshotList),
    regions: () => call({ method: 'GET', path: '/regions' }, regionList),
    ...campaignCalls(call),
    ...campaignBulkCalls(call, upload, { connection, fetcher }),
    ...deliveryCalls(call, { connection, fetcher }),
    ...feedCalls(call),
    ...estimateCalls(call),
    ...eventsCalls(call),
    ...learnedCalls(call, upload),
    ...experimentCalls(call),
    ...inquiryCalls(call),
    ...profileCalls(call, connection, fetcher),
    takedowns: () => call({ method: 'GET', path: '/takedowns' }, takedownList),
    addTakedown: (json: TakedownOrder) => call({ method: 'POST', path: '/takedowns', json }, takedownAdded),
    tryTakedown: (order: TakedownOrder) => call(tried(order), takedownTried),
    liftTakedown: (id: string) => call({ method: 'DELETE', path: `/takedowns/${segment(id)}` }, takedownLifted),
    audit: (query: Readonly<Record<string, string>>) =>
      call({ method: 'GET', path: `/audit?${new URLSearchParams(query)}` }, auditLog),
    approvals: () => call({ method: 'GET', path: '/approvals' }, approvalList),
    approve: (id: string, contentHash: string) =>
      call({ method: 'POST', path: `/approvals/${segment(id)}/approve`, json: { contentHash } }, approvalAnswer),
    proposeOverride: (order: Readonly<Record<string, unknown>>) =>
      call({ method: 'POST', path: '/overrides', json: order }, approvalAnswer),
    decisions: async (query: Readonly<Record<string, string>>) =>
      (await send(connection, fetcher, { method: 'GET', path: `/decisions?${new URLSearchParams(query)}` })).body,
    snapshot: (region: string, id: string) =>
      call({ method: 'GET', path: `/regions/${segment(region)}/snapshots/${segment(id)}` }, snapshotHead),
    snapshotDiff: (region: string, id: string, other: string) =>
      call(
        { method: 'GET', path: `/regions/${segment(region)}/snapshots/${segment(id)}/diff/${segment(other)}` },
        snapshotChanges,
      ),
    signed: (region: string) => call({ method: 'GET', path: `/regions/${segment(region)}/signed` }, signedRecords),
    ...storedValues(connection, fetcher),
    export: async () => (await send(connection, fetcher, { method: 'GET', path: '/export' })).body,
    restore: (stream: ReadableStream<Uint8Array>, { force, unchecked }: { force: boolean; unchecked: boolean }) => {
      const flags = [...(force ? ['force=1'] : []), ...(unchecked ? ['unchecked=1'] : [])].join('&')
      const path = flags ? `/restore?${flags}` : '/restore'
      return upload({ method: 'POST', path, upload: { stream, format: 'ndjson' } }, ingestReport)
    },
  }
}

export type OpsClient = ReturnType<typeof createOpsClient>

/** Opens the client of the deployment that this shell is configured for. */
export async function openOps(shell: Shell): Promise<OpsClient> {
  return createOpsClient(await connect(shell), shell.fetch)
}
