import type { Daypart } from '../../../model/policies/taste-policy.ts'
import type { Context } from '../../context/context.ts'
import { insideDayPart } from '../../time/day-parts.ts'
import { localMinute } from '../../time/local-minute.ts'

/** The part of the viewer's day; null if none matches, or if the possible zones of the place disagree on it. */
export function daypartAt(
  dayparts: readonly Daypart[],
  { now, timeZones, unknownPlace }: Pick<Context, 'now' | 'timeZones' | 'unknownPlace'>,
): Daypart | null {
  if (unknownPlace) return null
  const parts = new Set(
    timeZones.map((zone) => {
      const at = localMinute(now, zone)
      return dayparts.find((part) => insideDayPart(part, at)) ?? null
    }),
  )
  const [part] = parts
  return parts.size === 1 ? (part ?? null) : null
}
