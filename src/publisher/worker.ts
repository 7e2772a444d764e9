import { simdEngine } from '../decide/engine/simd/simd-engine.ts'
import kernel from '../decide/kernel/generated/kernel.wasm'
import { plainQueueName } from '../model/messages/queue-names.ts'
import { REGION_IDS, type RegionId } from '../model/nouns/region.ts'
import { foldHealth } from '../schedule/health/fold-health.ts'
import { foldSupply } from '../schedule/reports/supply/fold-supply.ts'
import { keepSupplyWeeks } from '../schedule/reports/supply/keep-supply-weeks.ts'
import { fillSearch } from '../schedule/search/fill-search.ts'
import { createPublisherApp } from './app.ts'
import type { PublisherEnvironment } from './environment.ts'
import { rampByClock } from './experiments/ramp-by-clock.ts'
import { tellAlarm, watchFeeds } from './feeds/feed-alarm.ts'
import { type PullJob, queueDuePulls, runPullJob } from './feeds/pull/pull-jobs.ts'
import { keepNotices } from './notices/notices-cron.ts'
import { runPacing } from './pacing/pacing-job.ts'
import { runPublish } from './publish/run-publish.ts'
import { type PublisherContext, publisherContext } from './publisher-context.ts'
import { deployedEvents } from './queue/deployed-events.ts'
import { messageConsumer } from './queue/message-consumers.ts'
import { watchCanary } from './steer/watch-canary.ts'
import { keepTakedowns } from './takedowns/lists/keep-list.ts'
import { collectGarbage } from './upkeep/garbage.ts'

/**
 * The publisher's own jobs: the publish or the weights of one region, all takedown lists, the shares of all paced
 * campaigns, the steps of ramps, the look at all feeds, the fetch of one of them, the totals of what isolates report and what is forecast of them, notices,
 * the index of names, or the garbage collection.
 */
type Job =
  | { readonly type: 'publish' | 'weights'; readonly region: RegionId }
  | { readonly type: 'garbage' }
  | { readonly type: 'takedowns' }
  | { readonly type: 'pacing' }
  | { readonly type: 'experiments' }
  | { readonly type: 'feeds' }
  | { readonly type: 'supply' }
  | { readonly type: 'notices' }
  | { readonly type: 'search' }
  | PullJob

/** Garbage is collected every sixth hour, by its first cron run. */
const GARBAGE_EVERY_MS = 6 * 3_600_000
const CRON_EVERY_MS = 5 * 60_000

/** A Worker may only instantiate modules that were compiled at deployment. */
const engine = simdEngine(() => new WebAssembly.Instance(kernel, {}).exports)
const contextOf = (environment: PublisherEnvironment) => publisherContext(environment, engine)

const app = createPublisherApp(contextOf)

/** The cron queues a job for each region; jobs run one at a time, each with its own time and memory. */
async function scheduleJobs(environment: PublisherEnvironment, scheduledTime: number): Promise<void> {
  const jobs = REGION_IDS.flatMap((region): Job[] => [
    { type: 'publish', region },
    { type: 'weights', region },
  ])
  // Before any publish, which writes what they set.
  jobs.unshift({ type: 'pacing' }, { type: 'experiments' })
  // First and separately: no lock, pin or failure of a publish may hold up withdrawals.
  jobs.unshift({ type: 'takedowns' })
  jobs.push({ type: 'feeds' }, { type: 'supply' }, { type: 'notices' }, { type: 'search' })
  if (scheduledTime % GARBAGE_EVERY_MS < CRON_EVERY_MS) jobs.push({ type: 'garbage' })
  await environment.JOBS.sendBatch(jobs.map((body) => ({ body })))
}

async function consumeJobs(environment: PublisherEnvironment, batch: MessageBatch<Job>): Promise<void> {
  const publisher = contextOf(environment)
  for (const { body } of batch.messages) {
    if (body.type === 'garbage') {
      await collectGarbage(publisher).then(
        (collected) => console.log(JSON.stringify({ level: 'info', code: 'garbage', collected })),
        (error: unknown) => console.error(JSON.stringify({ level: 'error', code: 'garbage', name: String(error) })),
      )
      continue
    }
    if (body.type === 'takedowns') {
      await keepTakedowns(publisher)
      continue
    }
    if (body.type === 'pacing') {
      await runPacing(publisher).then(
        (run) => console.log(JSON.stringify({ level: 'info', code: 'pacing', ...run })),
        (error: unknown) => console.error(JSON.stringify({ level: 'error', code: 'pacing', name: nameOf(error) })),
      )
      continue
    }
    if (body.type === 'experiments') {
      await rampByClock(publisher).catch((error: unknown) =>
        console.error(JSON.stringify({ level: 'error', code: 'experiments', name: nameOf(error) })),
      )
      continue
    }
    if (body.type === 'supply') {
      await keepReported(publisher).catch((error: unknown) =>
        console.error(JSON.stringify({ level: 'error', code: 'supply', name: nameOf(error) })),
      )
      continue
    }
    if (body.type === 'notices') {
      await keepNotices(publisher)
      continue
    }
    if (body.type === 'search') {
      await fillSearch(publisher).then(
        (entered) => entered !== null && console.log(JSON.stringify({ level: 'info', code: 'search-filled', entered })),
        (error: unknown) => console.error(JSON.stringify({ level: 'error', code: 'search', name: nameOf(error) })),
      )
      continue
    }
    if (body.type === 'pull') {
      await runPullJob(publisher, body)
      continue
    }
    if (body.type === 'feeds') {
      await lookAtFeeds(publisher, environment)
      continue
    }
    // A canary that is finished makes room for the current schedule and its weights, which would end it without a verdict.
    await watchCanary(publisher, body.region).then(
      (watched) => watched && console.log(JSON.stringify({ level: 'info', code: 'canary', ...watched })),
      (error: unknown) => console.error(JSON.stringify({ level: 'error', code: 'canary', name: String(error) })),
    )
    // A refusal is logged, not retried; a busy region is being published by somebody else.
    await runPublish(publisher, {
      region: body.region,
      scope: body.type === 'weights' ? 'weights' : 'snapshot',
      dryRun: false,
      mend: false,
      canary: null,
      actor: 'cron',
      reason: 'schedule',
    }).catch((error: unknown) =>
      console.error(JSON.stringify({ level: 'error', code: 'publish-job', name: String(error) })),
    )
  }
}

/** Adds up what isolates have reported and counted; then the forecast of the region whose turn it is. */
async function keepReported({ redis, rules, now }: PublisherContext): Promise<void> {
  await foldSupply(redis, now())
  await foldHealth(redis, now())
  await keepSupplyWeeks(redis, rules, now())
}

/** Queues a fetch of each feed whose turn has come, and tells of those that have become stale. */
async function lookAtFeeds(publisher: PublisherContext, environment: PublisherEnvironment): Promise<void> {
  const failed = (code: string) => (error: unknown) =>
    console.error(JSON.stringify({ level: 'error', code, name: nameOf(error) }))
  const send = (messages: readonly { readonly body: PullJob }[]) => environment.JOBS.sendBatch([...messages])
  await queueDuePulls(publisher, send).catch(failed('due-feeds'))
  await watchFeeds(publisher, publisher.webhook ? (alarm) => tellAlarm(publisher, alarm) : null).catch(
    failed('feed-alarm'),
  )
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** What comes over each queue goes to the consumer of its name; the tries of a queue that none is for run out. */
async function consume(environment: PublisherEnvironment, batch: MessageBatch<unknown>): Promise<void> {
  // Only the publisher itself sends jobs.
  if (plainQueueName(batch.queue) === 'firstframe-jobs') return consumeJobs(environment, batch as MessageBatch<Job>)
  const consumer = messageConsumer(batch.queue)
  if (consumer === null) throw new Error(`no consumer for the queue ${batch.queue}`)
  await consumer(deployedEvents(environment, contextOf(environment)), batch)
}

export default {
  fetch: app.fetch,
  scheduled: ({ scheduledTime }, environment) => scheduleJobs(environment, scheduledTime),
  queue: (batch, environment) => consume(environment, batch),
} satisfies ExportedHandler<PublisherEnvironment>
