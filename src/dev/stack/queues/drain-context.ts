import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { EventSink } from '../../../publisher/queue/event-sink.ts'
import type { ConsumerContext } from '../../../publisher/queue/message-consumers.ts'
import { bundledRules } from '../../../rules/bundled-rules.ts'
import { connectSchedule } from '../../../schedule/store/connect.ts'
import { unitsOfSubject } from '../../../units/unit.ts'
import { readUnitKeys } from '../../../units/unit-keys.ts'
import { type StackKeys, unitKeysText } from '../stack-keys.ts'

/** What the consumers of all queues use in this process, once the Workers have ended. */
export function drainContext(storeUrl: string, keys: StackKeys, sink: EventSink): ConsumerContext {
  const unitKeys = readUnitKeys(unitKeysText(keys))
  return {
    redis: connectSchedule({ url: storeUrl, token: keys.storeToken }),
    now: () => Date.now(),
    ...{ sink, statsRate: 1, rules: bundledRules() },
    newToken: () => randomUUID(),
    wait: (milliseconds) => setTimeout(milliseconds),
    unitsOf: (subject) => unitsOfSubject(subject, unitKeys),
  }
}
