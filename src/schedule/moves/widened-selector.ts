import { groupKey } from '../../model/fields/group-name.ts'
import type { AssetSelector } from '../campaigns/select-assets.ts'

/**
 * Whether a selector means all that another one meant, whatever there is to be meant: each of its fields asks the same,
 * or less. What of its assets changes besides is for the change of the asset to say.
 */
export function isWider(before: AssetSelector, after: AssetSelector): boolean {
  const feedKey = ({ feed }: AssetSelector) => feed && groupKey(feed)
  return (
    (after.feed === undefined || feedKey(after) === feedKey(before)) &&
    hasAll(before.tags?.map(groupKey), after.tags?.map(groupKey)) &&
    hasAll(before.titles, after.titles) &&
    (after.addedWithinDays === undefined ||
      (before.addedWithinDays !== undefined && after.addedWithinDays >= before.addedWithinDays))
  )
}

/** A list that is not given asks nothing. */
function hasAll(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (after === undefined) return true
  return before?.every((each) => after.includes(each)) ?? false
}
