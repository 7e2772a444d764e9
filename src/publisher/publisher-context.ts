import type { Engine } from '../decide/engine/engine.ts'
import type { Rules } from '../model/rules.ts'
import { bundledRules } from '../rules/bundled-rules.ts'
import { connectSchedule, type ScheduleContext } from '../schedule/connect.ts'
import type { PublisherEnvironment } from './environment.ts'
import type { LiveReader } from './publish/live-region.ts'
import { pacedSink } from './publish/paced-sink.ts'
import { createSigner } from './publish/signer.ts'
import { kvSink } from './publish/sink.ts'

/** What every part of the publisher works with. Time and chance are here, so that tests can say what they are. */
export interface PublisherContext extends LiveReader, ScheduleContext {
  readonly rules: Rules
  /** What the checks decide with. */
  readonly engine: Engine
  /** How long the first region serves new rules before the rest has them, milliseconds; 0: no waves. */
  readonly waveBakeMs: number
}

/** Long enough for every place to load the first region's snapshot, and for somebody to look. */
const WAVE_BAKE_MINUTES = 15

const now = () => Date.now()
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The publisher's context in a Worker. */
export function publisherContext(environment: PublisherEnvironment, engine: Engine): PublisherContext {
  return {
    redis: connectSchedule({
      url: environment.UPSTASH_REDIS_REST_URL,
      token: environment.UPSTASH_REDIS_REST_TOKEN,
    }),
    rules: bundledRules(),
    engine,
    waveBakeMs: Number(environment.WAVE_BAKE_MINUTES ?? WAVE_BAKE_MINUTES) * 60_000,
    sink: pacedSink(kvSink(environment.SNAPSHOTS), { now, wait, random: Math.random }),
    signer: createSigner(environment),
    now,
    newToken: () => crypto.randomUUID().replaceAll('-', ''),
    wait,
  }
}
