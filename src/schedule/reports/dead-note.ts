import { plainQueueName } from '../../model/messages/queue-names.ts'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'

/** A message that no consumer could take. */
export interface DeadMessage {
  /** Its id on the queue; kept again under the same id, it is kept once. */
  readonly id: string
  /** When it died, milliseconds since 1970 UTC. */
  readonly at: number
  /** One word or the name of an error; never anything of its body. */
  readonly reason: string
  /** How often it was tried; null: it came over a dead queue, which does not say. */
  readonly attempts: number | null
  /** The queue whose consumer is to take it, such as `firstframe-events`. */
  readonly queue: string
  readonly body: unknown
}

/** What may be read of a dead message: nothing of its body but its kind. */
export interface DeadNote extends Omit<DeadMessage, 'body'> {
  /** `unknown`: its body says none. */
  readonly type: string
  readonly region: RegionId | null
  /** How many events of devices it holds. */
  readonly events: number
}

const TYPES = ['events', 'telemetry', 'decision', 'profile']
const REASON_LENGTH = 80

/** Describes a message that died, whatever its body is. */
export function noteOf({ id, at, reason, attempts, queue, body }: DeadMessage): DeadNote {
  const { type, region, items }: Readonly<Record<string, unknown>> = isObject(body) ? body : {}
  return {
    ...{ id, at, attempts, queue: plainQueueName(queue), reason: reason.slice(0, REASON_LENGTH) },
    type: typeof type === 'string' && TYPES.includes(type) ? type : 'unknown',
    region: typeof region === 'string' && isRegionId(region) ? region : null,
    events: Array.isArray(items) ? items.length : 0,
  }
}

function isObject(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null
}
