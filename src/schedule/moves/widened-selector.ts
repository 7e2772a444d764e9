import { groupKey } from '../../model/fields/group-name.ts'
import type { AssetProperties, AssetSelector } from '../campaigns/select-assets.ts'

/**
 * Whether a selector selects everything that another one did, whatever the assets: each of its fields asks for the
 * same, or less. Changes of the assets themselves are handled with the assets.
 */
export function isWider(before: AssetSelector, after: AssetSelector): boolean {
  return selectsAsMuch(before, after) && leavesOutNoMore(before.not, after.not)
}

/** What is left out may become less. */
function leavesOutNoMore(before: AssetProperties | undefined, after: AssetProperties | undefined): boolean {
  return after === undefined || (before !== undefined && selectsAsMuch(after, before))
}

function selectsAsMuch(before: AssetProperties, after: AssetProperties): boolean {
  const feedKey = ({ feed }: AssetProperties) => feed && groupKey(feed)
  return (
    (after.feed === undefined || feedKey(after) === feedKey(before)) &&
    hasAll(before.tags?.map(groupKey), after.tags?.map(groupKey)) &&
    hasAll(before.titles, after.titles) &&
    hasAll(before.kinds, after.kinds) &&
    hasAll(before.aspects, after.aspects) &&
    (after.addedWithinDays === undefined ||
      (before.addedWithinDays !== undefined && after.addedWithinDays >= before.addedWithinDays))
  )
}

/** A field that is left out asks for nothing. */
function hasAll(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (after === undefined) return true
  return before?.every((each) => after.includes(each)) ?? false
}
