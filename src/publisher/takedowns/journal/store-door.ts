import { within } from '../../../kv/deadline.ts'
import type { ScheduleContext } from '../../../schedule/store/connect.ts'
import { ScheduleError } from '../../../schedule/store/schedule-error.ts'
import type { PublisherContext } from '../../publisher-context.ts'

/** Asks the scheduling store for something; null: it does not answer, and what was asked may or may not have happened. */
export type StoreDoor = <Result>(work: (context: ScheduleContext) => Promise<Result>) => Promise<Result | null>

const JOB_MS = 120_000

/** Whoever looks how a region stands waits so long for the store, and is told all the rest without it. */
const LOOK_MS = 2_000

/** Waits for the store as long as its client does, and throws what it throws. */
export function patientDoor(publisher: PublisherContext): StoreDoor {
  return (work) => work(publisher)
}

/**
 * Asks briefly, and not again once there was no answer: nothing that a store does, or does not do, keeps an order from
 * being announced.
 */
export function urgentDoor(publisher: PublisherContext): StoreDoor {
  return doorFor({ ...publisher, redis: publisher.urgentRedis }, publisher.urgentMs)
}

/** As `urgentDoor`, for whoever only looks: more is read, and nothing waits for it but a person. */
export function lookingDoor(publisher: PublisherContext): StoreDoor {
  return doorFor({ ...publisher, redis: publisher.urgentRedis }, LOOK_MS)
}

/** A store that did not answer a moment ago is not asked again. */
export const silentDoor: StoreDoor = async () => null

/** As `urgentDoor`, for whom nobody waits: as long as a job may take, and no longer than the store's client waits. */
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
