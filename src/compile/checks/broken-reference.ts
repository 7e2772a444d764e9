import { wordsFor } from '../../model/columns/bit-rows.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal, Unreadable } from './proposal.ts'

/** `RatingClasses.text` of a class that has no label. */
const UNRATED = 0xffff

/** Refuses a snapshot whose bytes cannot be opened. */
export function unreadableSnapshot({ unreadable }: Unreadable): CheckResult {
  return resultOf('broken-reference', 'nothing could be read', [`it cannot be opened: ${unreadable}`])
}

/** Refuses an index that is out of range, and text that belongs to another id than the column's. */
export function brokenReference({ region, next, rules }: OpenProposal): CheckResult {
  const { hot } = next
  const looked = `${hot.candidateAsset.length} candidates, ${hot.assets.idHash.length} assets`
  const texts = hot.region === region ? [] : [`the snapshot is of region ${hot.region}`]
  try {
    texts.push(...columnFaults(next), ...wordFaults(next))
  } catch (error) {
    texts.push(`text cannot be read: ${error instanceof Error ? error.message : 'for no known reason'}`)
  }
  return resultOf('broken-reference', looked, texts, rules.publish.limits.findings)
}

/** Checks every index column against the number of things that it may point to. */
function columnFaults({ hot }: Snapshot): readonly string[] {
  const { assets, titles, campaigns, classes, windows, offers, ratings, territories, ratingPlaces } = hot
  const windowClasses = windows.cells.length / territories.length
  const offerClasses = offers.cells.length / territories.length
  const ratingClasses = ratings.age.length / ratingPlaces.length
  const columns: readonly (readonly [string, ArrayLike<number>, number, 'optional'?])[] = [
    ['candidate asset', hot.candidateAsset, assets.idHash.length],
    ['candidate campaign', hot.candidateCampaign, campaigns.idHash.length],
    ['asset title', assets.title, titles.idHash.length, 'optional'],
    ['asset window', assets.window, windowClasses],
    ['asset access', assets.access, classes.access.worldwide.length],
    ['asset form', assets.form, classes.form.kind.length],
    ['asset content', assets.content, classes.content.band.length],
    ['asset format', assets.format, classes.format.leastHeight.length],
    ['asset speech', assets.speech, classes.speech.languages.length / wordsFor(hot.languages.length)],
    ['access offer', classes.access.offer, offerClasses, 'optional'],
    ['content rating', classes.content.rating, ratingClasses],
    ['content titleRating', classes.content.titleRating, ratingClasses, 'optional'],
    ['title parent', titles.parent, titles.idHash.length, 'optional'],
    ['title offer', titles.offer, offerClasses],
    ['title rating', titles.rating, ratingClasses],
    ['campaign window', campaigns.window, windowClasses],
    ['window cell', windows.cells, windows.offsets.length - 1],
    ['offer cell', offers.cells, offers.offsets.length - 1],
  ]
  return columns.flatMap(([name, column, count, optional]) => {
    for (let index = 0; index < column.length; index++) {
      const value = column[index] ?? NO_INDEX
      if (value < count || (optional && value === NO_INDEX)) continue
      return [`${name} ${index} points to ${value}, of ${count}`]
    }
    return []
  })
}

/** Text entries that cannot be read, or that belong to another id than the column's. */
function wordFaults({ hot, text }: Snapshot): readonly string[] {
  const faults: string[] = []
  hot.assets.title.forEach((title, asset) => {
    const { assetId } = text.asset(asset)
    if (!isOf(hot.assets, asset, assetId)) faults.push(`the text of asset ${asset} belongs to ${assetId}`)
    const titleId = text.titleOf(asset)?.titleId ?? null
    const right = titleId === null ? title === NO_INDEX : isOf(hot.titles, title, titleId)
    if (!right) faults.push(`${assetId} has the text of ${titleId}`)
  })
  hot.campaigns.window.forEach((_, campaign) => {
    const { campaignId } = text.campaign(campaign)
    if (!isOf(hot.campaigns, campaign, campaignId)) {
      faults.push(`the text of campaign ${campaign} belongs to ${campaignId}`)
    }
  })
  for (const rating of new Set(hot.ratings.text)) if (rating !== UNRATED) text.rating(rating)
  return faults
}

function isOf(
  columns: { readonly idHash: Uint32Array; readonly idCheck: Uint32Array },
  row: number,
  id: string,
): boolean {
  return columns.idHash[row] === hash32(id) && columns.idCheck[row] === idCheck(id)
}
