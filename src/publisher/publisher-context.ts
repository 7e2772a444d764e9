import type { Rules } from '../model/rules.ts'
import { bundledRules } from '../rules/bundled-rules.ts'
import { connectSchedule, type ScheduleContext } from '../schedule/connect.ts'
import type { PublisherEnvironment } from './environment.ts'
import type { LiveReader } from './publish/live-region.ts'
import { createSigner } from './publish/signer.ts'
import { kvSink } from './publish/sink.ts'

/** What every part of the publisher works with. Time and chance are here, so that tests can say what they are. */
export interface PublisherContext extends LiveReader, ScheduleContext {
  readonly rules: Rules
}

/** The publisher's context in a Worker. */
export function publisherContext(environment: PublisherEnvironment): PublisherContext {
  return {
    redis: connectSchedule({
      url: environment.UPSTASH_REDIS_REST_URL,
      token: environment.UPSTASH_REDIS_REST_TOKEN,
    }),
    rules: bundledRules(),
    sink: kvSink(environment.SNAPSHOTS),
    signer: createSigner(environment),
    now: () => Date.now(),
    newToken: () => crypto.randomUUID().replaceAll('-', ''),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }
}
