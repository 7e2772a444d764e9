import { warning } from '../../../feeds/feed-finding.ts'
import { cellOf } from '../avail-row.ts'
import { type GrantInPlace, type PlaceContext, spanOf } from './grant.ts'
import { latestLocal } from './latest-local.ts'
import type { Licence } from './licence.ts'

/**
 * What pre-orders (`POEST`) in a country add to its grants. A pre-order licenses nothing to watch: it says that the coming
 * sale may be shown to customers, which our records say by `promoteFrom` (call to action `remind`) of the offer to buy
 * that starts first. It begins with the pre-order, but not before an `AnnounceDate` of either row. A
 * `SuppressionLiftDate`, which stands in the row of the pre-order, holds for that offer too.
 *
 * A pre-order that ends before the sale starts is left out with a warning, because a record cannot say such a gap, and so
 * is one without a sale.
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
  const promises = preOrders.map((licence) => promiseOf(context, first, licence)).filter((promise) => promise !== null)
  if (first === null || promises.length === 0) return grants
  const from = promises.map((promise) => promise.from).reduce(earlier)
  const lifted = promises.map((promise) => promise.lifted).reduce(laterOf, null)
  return grants.map((grant) => {
    if (grant.type !== 'buy' || grant.start !== first.start || grant.timeZone !== first.timeZone) return grant
    const promoteFrom = laterOf(from, grant.promoteFrom)
    return {
      ...grant,
      promoteFrom: promoteFrom !== null && promoteFrom < grant.start ? promoteFrom : null,
      hiddenUntil: laterOf(lifted, grant.hiddenUntil),
    }
  })
}

interface Promised {
  readonly from: string
  readonly lifted: string | null
}

function promiseOf(context: PlaceContext, sale: GrantInPlace | null, licence: Licence): Promised | null {
  const { row, window, announced, lifted } = licence
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
  const local = (time: NonNullable<typeof lifted>): string => latestLocal(time, window.timeZone, context.feedZone)
  return {
    from: announced === null ? span.start : (laterOf(span.start, local(announced)) ?? span.start),
    lifted: lifted === null ? null : local(lifted),
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other)

function laterOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
