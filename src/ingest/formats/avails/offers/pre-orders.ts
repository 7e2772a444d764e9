import { warning } from '../../../feeds/feed-finding.ts'
import type { WrittenTime } from '../../../mapping/written-time.ts'
import { cellOf } from '../avail-row.ts'
import { type GrantInPlace, type PlaceContext, spanOf } from './grant.ts'
import { latestLocal } from './latest-local.ts'
import type { Licence } from './licence.ts'

/**
 * What pre-orders (`POEST`) in a country add to its grants. A pre-order licenses nothing to watch: it says that the coming
 * sale may be shown to customers, which our records say by `promoteFrom` (call to action `remind`) of the offer to buy
 * that starts first. It begins with the pre-order, but not before an `AnnounceDate` of either row. A
 * `SuppressionLiftDate`, which stands in the row of the pre-order, holds for every grant of the title in the country.
 *
 * A pre-order that ends before the sale starts is left out with a warning, because a record cannot say such a gap, and so
 * is one without a sale. Their embargoes hold all the same.
 */
export function withPreOrders(
  context: PlaceContext,
  grants: readonly GrantInPlace[],
  preOrders: readonly Licence[],
): readonly GrantInPlace[] {
  const sales = grants.filter(({ type }) => type === 'buy')
  const first = sales.reduce<GrantInPlace | null>(
    (one, other) => (one === null || other.start < one.start ? other : one),
    null,
  )
  const starts = preOrders.map((licence) => promisedFrom(context, first, licence)).filter((start) => start !== null)
  const from = starts.reduce<string | null>((one, other) => (one === null || other < one ? other : one), null)
  return grants.map((grant) => {
    const hiddenUntil = preOrders
      .map(({ lifted }) => localOf(context, lifted, grant.timeZone))
      // A grant that is over by then has nothing left to hide: a title comes back to sale after years.
      .filter((lifted) => lifted !== null && (grant.end === null || lifted < grant.end))
      .reduce(laterOf, grant.hiddenUntil)
    const isFirst = grant.type === 'buy' && grant.start === first?.start && grant.timeZone === first.timeZone
    if (!isFirst || from === null) return { ...grant, hiddenUntil }
    const promoteFrom = laterOf(from, grant.promoteFrom)
    return {
      ...grant,
      hiddenUntil,
      promoteFrom: promoteFrom !== null && promoteFrom < grant.start ? promoteFrom : null,
    }
  })
}

/** From when on a pre-order lets the coming sale be promoted; null: it does not, which a finding says. */
function promisedFrom(context: PlaceContext, sale: GrantInPlace | null, licence: Licence): string | null {
  const { row, window, announced } = licence
  const leftOut = (hint: string): null => {
    context.findings.push(warning(row.line, 'left-out', row.pathOf('LicenseType'), cellOf(row, 'LicenseType'), hint))
    return null
  }
  const span = spanOf(context, licence)
  if (span === null) return null
  if (sale === null) return leftOut('a pre-order of nothing: the title has no EST row there, so it is not promoted')
  if (sale.timeZone !== window.timeZone) {
    return leftOut('the EST row names a zone and this one none, or the other way round: write both in the same way')
  }
  if (span.end !== null && span.end < sale.start)
    return leftOut('it ends before the sale starts, so it is not promoted')
  return laterOf(span.start, localOf(context, announced, window.timeZone))
}

const localOf = ({ feedZone }: PlaceContext, time: WrittenTime | null, timeZone: string): string | null =>
  time === null ? null : latestLocal(time, timeZone, feedZone)

function laterOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
