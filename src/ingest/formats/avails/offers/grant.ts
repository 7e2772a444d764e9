import type { OfferType } from '../../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, fault, warning } from '../../../feeds/feed-finding.ts'
import { localOfInstant } from '../../../mapping/written-time.ts'
import { cellOf } from '../avail-row.ts'
import { latestLocal } from './latest-local.ts'
import type { Licence } from './licence.ts'
import type { Bound } from './row-window.ts'

/** How, and when, a title may be watched in a country. All its times are on one clock. */
export interface GrantInPlace {
  readonly type: OfferType
  readonly timeZone: string
  readonly start: string
  /** null: open. */
  readonly end: string | null
  readonly promoteFrom: string | null
  /** The embargo of the offer. */
  readonly hiddenUntil: string | null
}

/** When a title's sale starts in a country. */
export interface SaleStart {
  readonly at: string
  readonly timeZone: string
}

/** What the licences of a title share in a country. */
export interface PlaceContext {
  /** Null: none of them sells the title, or not all of them by one clock. */
  readonly sale: SaleStart | null
  readonly feedZone: string
  readonly findings: FeedFinding[]
}

/** The earliest start of the licences to buy: what `ESTStart` means. */
export function saleStart(licences: readonly Licence[]): SaleStart | null {
  let first: SaleStart | null = null
  for (const { type, window } of licences) {
    if (type !== 'buy' || !('at' in window.start)) continue
    const { at } = window.start
    if (first !== null && first.timeZone !== window.timeZone) return null
    if (first === null || at < first.at) first = { at, timeZone: window.timeZone }
  }
  return first
}

/** What a licence grants in a country; null: nothing there, which a finding says if it should. A pre-order grants nothing. */
export function grantOf(context: PlaceContext, licence: Licence): GrantInPlace | null {
  const { type, window, row, lifted, announced } = licence
  if (type === 'pre-order') return null
  const { timeZone } = window
  const span = spanOf(context, licence)
  if (span === null) return null
  const hiddenUntil = lifted === null ? null : latestLocal(lifted, timeZone, context.feedZone)
  const promotable = announced === null ? null : latestLocal(announced, timeZone, context.feedZone)
  if (hiddenUntil !== null && span.end !== null && hiddenUntil >= span.end) {
    const hint = 'not before the end of the licence, of which nothing is left'
    const value = cellOf(row, 'SuppressionLiftDate')
    context.findings.push(fault(row.line, 'contradiction', row.pathOf('SuppressionLiftDate'), value, hint))
    return null
  }
  const promoteFrom = promotable !== null && promotable < span.start ? promotable : null
  return { type, timeZone, ...span, promoteFrom, hiddenUntil }
}

/** The window of a licence in a country; null: it has none, which a finding says. */
export function spanOf(
  context: PlaceContext,
  licence: Licence,
): { readonly start: string; readonly end: string | null } | null {
  const { window, row } = licence
  const start = timeOf(context, licence, 'Start', window.start)
  const written = window.end === null ? null : timeOf(context, licence, 'End', window.end)
  if (start === null || (window.end !== null && written === null)) return null
  const longest = window.longestMs === null ? null : later(start, window.longestMs)
  const end = longest !== null && (written === null || longest < written) ? longest : written
  if (end === null || start < end) return { start, end }
  const [path, value] = [row.pathOf('End'), cellOf(row, 'End')]
  context.findings.push(
    'isNow' in window.start
      ? warning(row.line, 'left-out', path, value, 'the row grants nothing: its right has ended')
      : fault(row.line, 'contradiction', path, value, 'not after its start: write an end after it, or Open'),
  )
  return null
}

function timeOf({ sale, findings }: PlaceContext, { window, row }: Licence, edge: 'Start' | 'End', bound: Bound) {
  if ('at' in bound) return bound.at
  const [path, value] = [row.pathOf(edge), cellOf(row, edge)]
  if (sale === null) {
    const hint = 'the title has no EST row with a date there, or several by different clocks: write a date'
    findings.push(fault(row.line, 'unresolved-window', path, value, hint))
    return null
  }
  if (sale.timeZone !== window.timeZone) {
    const hint = 'the EST row names a zone and this one none, or the other way round: write both in the same way'
    findings.push(fault(row.line, 'mixed-times', path, value, hint))
    return null
  }
  return later(sale.at, bound.afterSaleMs)
}

/** Counted on the wall clock, so that a change to summer time within does not move the hour. */
const later = (local: string, durationMs: number): string => localOfInstant(Date.parse(`${local}Z`) + durationMs)
