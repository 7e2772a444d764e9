import type { Redis } from '@upstash/redis/cloudflare'
import type { Engine } from '../decide/engine/engine.ts'
import type { Rules } from '../model/policies/rules.ts'
import { bundledRules } from '../rules/bundled-rules.ts'
import { connectSchedule, type ScheduleContext } from '../schedule/store/connect.ts'
import { unitsOfSubject } from '../units/unit.ts'
import { readUnitKeys } from '../units/unit-keys.ts'
import type { LiveReader } from './announce/live-region.ts'
import { pacedSink, Turns } from './announce/paced-sink.ts'
import { createSigner } from './announce/signer.ts'
import { kvSink } from './announce/sink.ts'
import type { PublisherEnvironment } from './environment.ts'
import { type FeedSources, feedSources } from './feeds/pull/feed-sources.ts'
import { fetchAsSent } from './feeds/pull/fetch-as-sent.ts'
import { LintedRegions } from './lanes/linted-regions.ts'
import { LearnedRuns, type RunCache } from './learned/learned-runs.ts'
import { type Webhook, webhookOf } from './notices/webhook.ts'
import type { EventSink } from './queue/event-sink.ts'
import { pipelineSink } from './queue/pipeline-sink.ts'
import { ListDesk } from './takedowns/lists/list-desk.ts'

/** What all parts of the publisher use. Clock and randomness are included, so that tests can control them. */
export interface PublisherContext extends LiveReader, ScheduleContext {
  readonly rules: Rules
  /** The engine that the checks decide with. */
  readonly engine: Engine
  /** How long the first region serves new rules before the others get them, in milliseconds; 0: no waves. */
  readonly waveBakeMs: number
  /** A client of the scheduling store with a short timeout, for work that can do without the store. */
  readonly urgentRedis: Redis
  /**
   * Greatest total time of an order's calls to the store, in milliseconds: KV and the signing key are enough for it.
   */
  readonly urgentMs: number
  /** How feeds are fetched. */
  readonly sources: FeedSources
  /** Combines list writes of orders that arrive together in this isolate. */
  readonly lists: ListDesk
  /** Where rows of events go, and those that erase a viewer. */
  readonly analytics: EventSink
  /**
   * Every pseudonym that a viewer may stand under; empty: there are no keys for them.
   * @throws TypeError when the keys cannot be read
   */
  readonly unitsOf: (subject: string) => readonly string[]
  /** Learned runs, as this isolate keeps them. */
  readonly learnedRuns: LearnedRuns
  /** What the linter finds in regions, kept by this isolate; left out: nothing is. */
  readonly linted?: LintedRegions
  /** Where notices are sent; null or left out: nobody is told. */
  readonly webhook?: Webhook | null
}

/** Time for edges to load the first region's snapshot, and for a person to look at it. */
const WAVE_BAKE_MINUTES = 15

/** Timeout of one such call to the store, in milliseconds; most answer in a tenth of that. */
const URGENT_CALL_MS = 350
const URGENT_MS = 800

const now = () => Date.now()
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Shared by all requests of an isolate, because together they must respect KV's rate limit. */
const patience = { now, wait, random: Math.random }
const turns = new Turns(patience)
const lists = new ListDesk()
const linted = new LintedRegions()
const keptRuns: RunCache = new Map()

/** Creates the publisher's context in a Worker. */
export function publisherContext(environment: PublisherEnvironment, engine: Engine): PublisherContext {
  const sink = pacedSink(kvSink(environment.SNAPSHOTS), patience, turns)
  const reader = { sink, signer: createSigner(environment), now }
  const store = { url: environment.UPSTASH_REDIS_REST_URL, token: environment.UPSTASH_REDIS_REST_TOKEN }
  return {
    redis: connectSchedule(store),
    urgentRedis: connectSchedule({ ...store, callTimeoutMs: URGENT_CALL_MS }),
    urgentMs: URGENT_MS,
    sources: feedSources(environment, fetchAsSent),
    lists,
    linted,
    analytics: pipelineSink(environment.ANALYTICS),
    webhook: webhookOf(environment),
    unitsOf: (subject) => unitsOfSubject(subject, readUnitKeys(environment.UNIT_KEYS)),
    rules: bundledRules(),
    engine,
    waveBakeMs: Number(environment.WAVE_BAKE_MINUTES ?? WAVE_BAKE_MINUTES) * 60_000,
    ...reader,
    learnedRuns: new LearnedRuns(reader, keptRuns),
    newToken: () => crypto.randomUUID().replaceAll('-', ''),
    wait,
  }
}
