import { within } from '../../../kv/deadline.ts'
import type { ScheduleContext } from '../../../schedule/store/connect.ts'
import { ScheduleError } from '../../../schedule/store/schedule-error.ts'
import type { PublisherContext } from '../../publisher-context.ts'

/** Runs work on the scheduling store; null: no answer, so the work may or may not have been done. */
export type StoreDoor = <Result>(work: (context: ScheduleContext) => Promise<Result>) => Promise<Result | null>

const JOB_MS = 120_000

/** How long a status request waits for the store; after that it is answered without it. */
const LOOK_MS = 2_000

/** Waits for the store as long as its client does, and throws the client's errors. */
export function patientDoor(publisher: PublisherContext): StoreDoor {
  return (work) => work(publisher)
}

/**
 * Asks with a short timeout, and not again after a missing answer: a store that is slow or down must not delay an
 * order.
 */
export function urgentDoor(publisher: PublisherContext): StoreDoor {
  return doorFor({ ...publisher, redis: publisher.urgentRedis }, publisher.urgentMs)
}

/** As `urgentDoor`, with more time: it is for status requests, where only a person waits. */
export function lookingDoor(publisher: PublisherContext): StoreDoor {
  return doorFor({ ...publisher, redis: publisher.urgentRedis }, LOOK_MS)
}

/** Never asks the store, for use after it did not answer. */
export const silentDoor: StoreDoor = async () => null

/** As `urgentDoor`, for jobs, where nobody waits: with the job's time limit, and the client's timeout for a call. */
export function forgivingDoor(publisher: PublisherContext): StoreDoor {
  return doorFor(publisher, JOB_MS)
}

function doorFor(context: ScheduleContext, budgetMs: number): StoreDoor {
  let leftMs = budgetMs
  return async <Result>(work: (context: ScheduleContext) => Promise<Result>): Promise<Result | null> => {
    if (leftMs <= 0) return null
    const began = Date.now()
    const outcome = await within(work(context), leftMs)
    leftMs -= Date.now() - began
    if (outcome.state === 'done') return outcome.value
    leftMs = 0
    if (outcome.state === 'failed' && !(outcome.error instanceof ScheduleError)) throw outcome.error
    return null
  }
}
