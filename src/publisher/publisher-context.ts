import type { Redis } from '@upstash/redis/cloudflare'
import type { Engine } from '../decide/engine/engine.ts'
import type { Rules } from '../model/policies/rules.ts'
import { bundledRules } from '../rules/bundled-rules.ts'
import { connectSchedule, type ScheduleContext } from '../schedule/store/connect.ts'
import type { LiveReader } from './announce/live-region.ts'
import { pacedSink, Turns } from './announce/paced-sink.ts'
import { createSigner } from './announce/signer.ts'
import { kvSink } from './announce/sink.ts'
import type { PublisherEnvironment } from './environment.ts'
import { ListDesk } from './takedowns/lists/list-desk.ts'

/** What every part of the publisher works with. Time and chance are here, so that tests can say what they are. */
export interface PublisherContext extends LiveReader, ScheduleContext {
  readonly rules: Rules
  /** What the checks decide with. */
  readonly engine: Engine
  /** How long the first region serves new rules before the rest has them, milliseconds; 0: no waves. */
  readonly waveBakeMs: number
  /** The scheduling store for whoever can do without: a call is given up after a moment. */
  readonly urgentRedis: Redis
  /** And all calls of one order together after this long, milliseconds: KV and the signing key are enough for it. */
  readonly urgentMs: number
  /** Where the orders of this isolate meet. */
  readonly lists: ListDesk
}

/** Long enough for every place to load the first region's snapshot, and for somebody to look. */
const WAVE_BAKE_MINUTES = 15

/** One call of the store by somebody who can do without it; most answer in a tenth of that. */
const URGENT_CALL_MS = 350
const URGENT_MS = 800

const now = () => Date.now()
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** What all requests of an isolate share: KV's pace is kept by all of them together. */
const patience = { now, wait, random: Math.random }
const turns = new Turns(patience)
const lists = new ListDesk()

/** The publisher's context in a Worker. */
export function publisherContext(environment: PublisherEnvironment, engine: Engine): PublisherContext {
  const store = { url: environment.UPSTASH_REDIS_REST_URL, token: environment.UPSTASH_REDIS_REST_TOKEN }
  return {
    redis: connectSchedule(store),
    urgentRedis: connectSchedule({ ...store, callTimeoutMs: URGENT_CALL_MS }),
    urgentMs: URGENT_MS,
    lists,
    rules: bundledRules(),
    engine,
    waveBakeMs: Number(environment.WAVE_BAKE_MINUTES ?? WAVE_BAKE_MINUTES) * 60_000,
    sink: pacedSink(kvSink(environment.SNAPSHOTS), patience, turns),
    signer: createSigner(environment),
    now,
    newToken: () => crypto.randomUUID().replaceAll('-', ''),
    wait,
  }
}
