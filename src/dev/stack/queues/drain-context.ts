import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { EventSink } from '../../../publisher/queue/event-sink.ts'
import type { ConsumerContext } from '../../../publisher/queue/message-consumers.ts'
import { bundledRules } from '../../../rules/bundled-rules.ts'
import { readServing } from '../../../schedule/learned/serving-runs.ts'
import { connectSchedule } from '../../../schedule/store/connect.ts'
import { unitsOfSubject } from '../../../units/unit.ts'
import { readUnitKeys } from '../../../units/unit-keys.ts'
import { type StackKeys, unitKeysText } from '../stack-keys.ts'

/** What the consumers of all queues use in this process, once the Workers have ended. */
export function drainContext(storeUrl: string, keys: StackKeys, sink: EventSink): ConsumerContext {
  const unitKeys = readUnitKeys(unitKeysText(keys))
  const redis = connectSchedule({ url: storeUrl, token: keys.storeToken })
  return {
    redis,
    learnedRuns: { servedIn: (region) => withoutStorage(redis, region) },
    now: () => Date.now(),
    ...{ sink, statsRate: 1, rules: bundledRules() },
    newToken: () => randomUUID(),
    wait: (milliseconds) => setTimeout(milliseconds),
    unitsOf: (subject) => unitsOfSubject(subject, unitKeys),
  }
}

/** Storage went with the Workers: what a region serves of a learned run cannot be read, and no taste is made up. */
async function withoutStorage(redis: ConsumerContext['redis'], region: RegionId): Promise<null> {
  if ((await readServing(redis, region))?.run) throw new Error(`the learned run of ${region} cannot be read any more`)
  return null
}
