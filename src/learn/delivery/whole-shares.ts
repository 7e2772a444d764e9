/**
 * Divides a whole number in proportion to weights, by largest remainders: the shares are whole, and come to the total
 * exactly. Where no weight is above zero, all count alike.
 *
 * @param total whole, 0 or more
 * @param weights 0 or more each
 */
export function wholeShares(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (sum > 0 ? (weight / sum) * total : total / weights.length))
  const shares = exact.map(Math.floor)
  let left = total - shares.reduce((all, share) => all + share, 0)
  if (left === 0) return shares
  const remainderOf = (index: number) => (exact[index] ?? 0) - (shares[index] ?? 0)
  const isOpen = (index: number) => sum <= 0 || (weights[index] ?? 0) > 0
  const order = shares.map((_, index) => index).filter(isOpen)
  const remainders = new Map(order.map((index) => [index, remainderOf(index)]))
  order.sort(
    (one, other) => (remainders.get(other) ?? 0) - (remainders.get(one) ?? 0) || scattered(one) - scattered(other),
  )
  // Rounding of a very large total may leave a little more, or less than nothing.
  for (let at = 0; left > 0 && order.length > 0; at = (at + 1) % order.length, left -= 1) add(shares, order[at], 1)
  for (let at = order.length - 1; left < 0 && at >= 0; at -= 1) {
    if ((shares[order[at] ?? 0] ?? 0) === 0) continue
    add(shares, order[at], -1)
    left += 1
  }
  return shares
}

/** An order of equal remainders that favours no stretch of them: the fractions of multiples of the golden ratio. */
function scattered(index: number): number {
  return (index * 0.618_033_988_749_895) % 1
}

function add(shares: number[], index: number | undefined, by: number): void {
  if (index !== undefined) shares[index] = (shares[index] ?? 0) + by
}
