import type { Redis } from '@upstash/redis/cloudflare'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { readAllDocuments } from '../store/read-documents.ts'
import { TitleLines } from '../store/title-lines.ts'
import { playable, Selection, selectorOf } from './select-assets.ts'

/** Some videos, and the first of them by id. */
interface SomeMembers {
  readonly count: number
  readonly first: string[]
}

/** The videos of a campaign before and after a change. */
export interface MemberChange {
  readonly before: number
  readonly after: number
  readonly added: SomeMembers
  readonly removed: SomeMembers
}

/** How many videos are named. */
const NAMED_AT_MOST = 20

/**
 * Which videos a campaign lists or selects before and after a change. All stored videos are read once for selectors.
 * What a feed has withdrawn is selected by none; what a list names is a member, stored or not.
 *
 * @param now milliseconds since 1970
 */
export async function memberChange(
  redis: Redis,
  before: Campaign,
  after: Campaign,
  now: number,
): Promise<MemberChange> {
  const lines = new TitleLines(redis)
  const [old, young] = [membership(before, lines, now), membership(after, lines, now)]
  if (old.selection !== null || young.selection !== null) {
    for await (const page of readAllDocuments(redis, 'asset')) {
      const assets = playable(page)
      for (const { ids, selection } of [old, young]) {
        for (const { id } of (await selection?.among(assets)) ?? []) ids.add(id)
      }
    }
  }
  return {
    before: old.ids.size,
    after: young.ids.size,
    added: notAmong(young.ids, old.ids),
    removed: notAmong(old.ids, young.ids),
  }
}

interface Membership {
  readonly ids: Set<string>
  readonly selection: Selection | null
}

function membership(campaign: Campaign, lines: TitleLines, now: number): Membership {
  const selector = selectorOf(campaign)
  const ids = new Set<string>(Array.isArray(campaign.assets) ? campaign.assets : [])
  return { ids, selection: selector && new Selection(selector, lines, now) }
}

function notAmong(ids: ReadonlySet<string>, others: ReadonlySet<string>): SomeMembers {
  const found = [...ids].filter((id) => !others.has(id)).sort()
  return { count: found.length, first: found.slice(0, NAMED_AT_MOST) }
}
