import type { AllRegions, RegionAnswer, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { lostNotices } from '../../schedule/notices/lost-notices.ts'
import { deadTotals } from '../../schedule/reports/dead-messages.ts'
import { knownStates } from '../feeds/known-states.ts'
import { staleFeeds } from '../feeds/stale-feeds.ts'
import { waitingFeeds } from '../feeds/waiting-feeds.ts'
import { noticeState } from '../notices/notice-state.ts'
import { pacingStatus } from '../pacing/pacing-status.ts'
import { knownKeys } from '../regions/known-keys.ts'
import { regionStatus } from '../regions/region-status.ts'
import { lookingDoor, silentDoor } from '../takedowns/journal/store-door.ts'
import { answer } from './answer.ts'
import { deadStateOf } from './events/dead-messages.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/** `GET /ops/v1/regions`: what is live in all regions that the caller may see. */
export async function regions(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const asked = context.get('permission').regionsOf('region.read')
  const regions: RegionStatus[] = []
  // One after the other: the number of serving candidates may require opening a region's snapshot.
  for (const region of asked) {
    const silent = regions.some(({ takedowns }) => !takedowns.storeAnswers)
    regions.push(await regionStatus(publisher, region, silent ? silentDoor : lookingDoor(publisher)))
  }
  const silent = regions.some(({ takedowns }) => !takedowns.storeAnswers)
  const ask = silent ? silentDoor : lookingDoor(publisher)
  const known = await ask((doors) => knownStates(doors))
  const dead = await ask((doors) => deadTotals(doors.redis))
  const notices = await ask((doors) => lostNotices({ redis: doors.redis, now: publisher.now }))
  const pacing = await ask((doors) => pacingStatus({ redis: doors.redis, now: publisher.now }))
  const stale = known && staleFeeds(known, publisher.now())
  const keys = knownKeys(context.env, publisher.now())
  return answer<AllRegions>(context).with({
    regions,
    staleFeeds: stale,
    feeds: known && waitingFeeds(known),
    deadMessages: dead && deadStateOf(dead, publisher.now()),
    notices: notices && noticeState(notices),
    pacing,
    ...keys,
  })
}

/** `GET /ops/v1/regions/{r}`: the same for one region. */
export async function region(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const status = await regionStatus(publisher, regionOf(context))
  return answer<RegionAnswer>(context).with({ ...status, ...knownKeys(context.env, publisher.now()) })
}
