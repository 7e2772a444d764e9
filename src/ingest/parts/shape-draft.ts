import { FEED_PARTS, type FeedPart, type FeedSettings, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { ScheduleRecord } from '../../model/nouns/record.ts'
import type { Title } from '../../model/nouns/title.ts'
import { type FeedFinding, fault, warning } from '../feeds/feed-finding.ts'
import type { Draft, ExternalTitle } from '../feeds/feed-reader.ts'
import { checkContent } from '../parse-line.ts'
import { foreignAlias } from './foreign-alias.ts'
import { TITLE_PARTS } from './under-owners.ts'

/** What shaping a draft needs to know. */
export interface DraftContext {
  readonly feedId: string
  readonly feed: Pick<FeedSettings, 'provides' | 'worldwide' | 'titles' | 'maxClipSeconds' | 'hosts'>
  readonly itemId: string | null
  readonly line: number
  /** The title as it is so far: what earlier items of the delivery made of it, else what is stored; null: there is none. */
  readonly titleSoFar: (id: string) => Title | null
  /** The title that has an external id; null: none has. */
  readonly titleWith: (external: ExternalTitle['externalId']) => string | null
  /** These selectors as far as they lie in the feed's territories; null: nothing of them does. */
  readonly withinFeed: (selectors: readonly string[]) => readonly string[] | null
}

/** What becomes of a draft. `record` null: the feed does not provide it. */
export interface ShapedDraft {
  readonly record: ScheduleRecord | null
  readonly findings: readonly FeedFinding[]
}

/**
 * Turns a draft into a record: what the feed's settings add is added, what the feed does not provide is left out, a
 * title is completed with what is known of it, and the schema checks the result.
 */
export function shapeDraft(draft: Draft, context: DraftContext): ShapedDraft {
  switch (draft.type) {
    case 'title':
      return shapeTitle(draft, context)
    case 'asset':
      return context.feed.provides.includes('assets') ? shapeAsset(draft, context) : leftOut(draft, 'assets', context)
    case 'campaign':
      return checked({ ...draft, v: 1 }, ['territories'], context)
    case 'takedown': {
      const hint = 'a feed brings content, not orders: give the order with ff takedown add'
      return refused(fault(context.line, 'not-allowed', 'type', draft.type, hint))
    }
  }
}

function shapeTitle(draft: Draft, context: DraftContext): ShapedDraft {
  const { feed, line } = context
  const id = titleIdFor(draft, context)
  const parts = Object.entries(TITLE_PARTS) as [FeedPart, readonly string[]][]
  const out = parts.filter(([part, fields]) => !feed.provides.includes(part) && fields.some((field) => field in draft))
  const spoken = out.length === 0 ? draft : withoutFields(draft, new Set(out.flatMap(([, fields]) => fields)))
  const soFar = context.titleSoFar(id)
  const says = Object.keys(spoken).some((field) => !ENVELOPE.has(field))
  if (!says) return { record: null, findings: [] }
  if (soFar === null && !feed.provides.includes('names')) {
    const hint = `${id} is not known yet, and this feed does not provide names: another feed has to bring the title first`
    return refused(fault(line, 'unknown-title', 'id', id, hint))
  }
  const offers = boundOffers(spoken.offers, context)
  if (offers === null) return refused(nothingLeft(line, 'offers'))
  return checked({ ...soFar, ...spoken, ...offers, v: 1, id }, [], context)
}

function withoutFields(draft: Draft, without: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(draft).filter(([field]) => !without.has(field)))
}

const ENVELOPE: ReadonlySet<string> = new Set(['v', 'type', 'id'])

/** A title that is known by another id under the same external id is that title. */
function titleIdFor(draft: Draft, { feed, titleWith }: DraftContext): string {
  if (feed.titles !== 'externalId' || !Array.isArray(draft.externalIds)) return draft.id
  for (const external of draft.externalIds) {
    const known = isExternalId(external) ? titleWith(external) : null
    if (known !== null) return known
  }
  return draft.id
}

function isExternalId(value: unknown): value is ExternalTitle['externalId'] {
  if (typeof value !== 'object' || value === null) return false
  return 'idType' in value && 'id' in value && typeof value.idType === 'string' && typeof value.id === 'string'
}

function boundOffers(offers: unknown, context: DraftContext): { readonly offers?: readonly unknown[] } | null {
  if (!Array.isArray(offers)) return {}
  let isOutside = false
  const bound = offers.map((offer: unknown) => {
    if (typeof offer !== 'object' || offer === null || !('territories' in offer)) return offer
    const territories = boundTerritories(offer.territories, context)
    isOutside ||= territories === null
    return { ...offer, territories }
  })
  return isOutside ? null : { offers: bound }
}

/** The selectors within the feed; what is no list is left for the schema to refuse. */
function boundTerritories(selectors: unknown, { feedId, withinFeed }: DraftContext): unknown {
  if (feedId === MANUAL_FEED || !isTexts(selectors)) return selectors
  return withinFeed(selectors)
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

function shapeAsset(draft: Draft, context: DraftContext): ShapedDraft {
  const { feed, feedId, itemId, line } = context
  const about = titleOf(draft.titleId, context)
  // A promo may be about no title at all.
  if (about === null && draft.titleId !== null) {
    const hint = 'no title with this external id is known: deliver the title first, then send this again'
    return refused(fault(line, 'unknown-title', 'titleId', JSON.stringify(draft.titleId), hint))
  }
  if (feedId === MANUAL_FEED) return checked({ ...draft, v: 1, titleId: about }, [], context)
  if (typeof draft.durationMs === 'number' && draft.durationMs > feed.maxClipSeconds * 1000) {
    const hint = `the feed's clips have at most ${feed.maxClipSeconds} s; a longer video is the feature itself, and a title`
    return refused(fault(line, 'out-of-range', 'durationMs', draft.durationMs, hint))
  }
  const foreign = foreignAlias(draft, feed.hosts, line)
  if (foreign.length > 0) return { record: null, findings: foreign }
  const content = {
    ...draft,
    v: 1,
    titleId: about,
    worldwide: worldwideOf(draft, feed),
    territories: draft.territories ?? ['*'],
    feed: { id: feedId, itemId: itemId ?? draft.id },
  }
  return checked(content, ['territories'], context)
}

/** An item that names territories is not cleared everywhere, unless it says so itself; and never more than its feed is. */
function worldwideOf({ worldwide, territories }: Draft, feed: DraftContext['feed']): unknown {
  // What is no flag is left for the schema to refuse.
  if (worldwide !== undefined && typeof worldwide !== 'boolean') return worldwide
  const isNarrowed = Array.isArray(territories) && !territories.includes('*')
  return feed.worldwide && (worldwide ?? !isNarrowed)
}

/** The id of the title that an asset is about; null: it is not known. */
function titleOf(titleId: unknown, { titleWith }: DraftContext): unknown {
  if (typeof titleId !== 'object' || titleId === null || !('externalId' in titleId)) return titleId
  return isExternalId(titleId.externalId) ? titleWith(titleId.externalId) : null
}

function checked(
  content: Readonly<Record<string, unknown>>,
  bounded: readonly string[],
  context: DraftContext,
): ShapedDraft {
  let narrowed = content
  for (const field of bounded) {
    const territories = boundTerritories(content[field], context)
    if (territories === null) return refused(nothingLeft(context.line, field))
    if (territories !== undefined && territories !== content[field]) narrowed = { ...narrowed, [field]: territories }
  }
  const parsed = checkContent(withoutUndefined(narrowed), context.line)
  return 'refused' in parsed ? { record: null, findings: parsed.refused } : { record: parsed.record, findings: [] }
}

/** Most drafts have no such field, and an object that is made anew of entries is dearer to read. */
function withoutUndefined(content: Readonly<Record<string, unknown>>): object {
  if (!Object.values(content).includes(undefined)) return content
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
}

function nothingLeft(line: number, path: string): FeedFinding {
  const hint = "nothing of it lies in the feed's territories: widen those of the feed, or name others"
  return fault(line, 'unknown-territory', path, '', hint)
}

function leftOut(draft: Draft, part: FeedPart, { line, feed }: DraftContext): ShapedDraft {
  const hint = `the feed provides ${feed.provides.join(', ')} alone (of ${FEED_PARTS.join(', ')}); this is left out`
  return { record: null, findings: [warning(line, 'not-provided', part, draft.id, hint)] }
}

function refused(finding: FeedFinding): ShapedDraft {
  return { record: null, findings: [finding] }
}
