import { groupKey } from '../../model/fields/group-name.ts'
import type { AssetSelector } from '../campaigns/select-assets.ts'

/**
 * Whether a selector selects everything that another one did, whatever the assets: each of its fields asks for the
 * same, or less. Changes of the assets themselves are handled with the assets.
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

/** A field that is left out asks for nothing. */
function hasAll(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (after === undefined) return true
  return before?.every((each) => after.includes(each)) ?? false
}
