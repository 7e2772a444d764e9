import type { DeliveryQuery } from '../../../contracts/ops/requests/feeds.ts'
import { canUnpack } from '../../../http/packing.ts'
import { MANUAL_FEED } from '../../../model/feeds/feed-settings.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import type { KnownFeed } from '../../../schedule/feeds/delivery-run.ts'
import { ScheduleError } from '../../../schedule/store/schedule-error.ts'
import { requireAction } from '../../access/require-action.ts'
import { deliveryDependencies } from '../../feeds/delivery-dependencies.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { OpsContext } from '../ops-context.ts'

/** Titles of the problem of a bad parameter of a delivery. */
export const DELIVERY_TITLES = {
  mode: 'A mode',
  format: 'A format',
  dryRun: 'A flag is 1 or 0',
  approve: 'A flag is 1 or 0',
  territories: 'Territories',
} as const

/**
 * The mode of a delivery, and whether it comes in approved.
 *
 * @throws OpsProblem 400 for all there is by hand, 403 for an approval without the permission
 */
export function modeOf(
  context: OpsContext,
  { id, settings }: KnownFeed,
  { mode, approve }: Pick<DeliveryQuery, 'mode' | 'approve'>,
): { readonly mode: 'full' | 'delta'; readonly approve: boolean } {
  if (id === MANUAL_FEED && mode === 'full') {
    const told = 'Nobody sends all that is sent by hand at once: leave mode out, or send it to a feed of its own.'
    throw new OpsProblem(400, 'A mode', told, 'mode')
  }
  if (approve) requireAction(context, 'schedule.approve', REGION_IDS)
  return { mode: mode ?? settings.mode, approve }
}

/** Refuses a body that is packed in a way that nobody here unpacks. */
export function requireUnpackable(context: OpsContext): void {
  if (canUnpack(context.req.header('content-encoding') ?? null)) return
  const told = 'Pack the body with gzip or zstd, or not at all.'
  throw new OpsProblem(400, 'Packed in another way', told, 'Content-Encoding')
}

/** What a delivery needs of the publisher, for whoever asks. */
export function dependenciesOf(context: OpsContext): ReturnType<typeof deliveryDependencies> {
  return deliveryDependencies(context.get('publisher'), context.get('actor'))
}

/** What waited too long, or was overtaken, is not there any more: trying again does not help, sending it again does. */
export function lapsedAsConflict(error: unknown): never {
  if (!(error instanceof ScheduleError) || error.kind !== 'lapsed') throw error
  throw new OpsProblem(409, 'It has lapsed', `${error.message}.`, 'id')
}
