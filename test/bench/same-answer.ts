/**
 * A bench of two different answers compares nothing: stops the suite when another way lets other candidates pass
 * than the product's gates do, and says which.
 */
export function mustAgree(name: string, product: readonly number[], other: readonly number[]): void {
  if (product.length === 0) throw new Error(`${name}: nothing is eligible, so there is nothing to compare`)
  const wanted = new Set(product)
  const found = new Set(other)
  const missing = product.filter((candidate) => !found.has(candidate))
  const extra = other.filter((candidate) => !wanted.has(candidate))
  if (missing.length + extra.length === 0) return
  const some = [...missing, ...extra].slice(0, 5).join(', ')
  throw new Error(
    `${name} does not filter as the product does: of ${product.length} eligible candidates ${missing.length} are ` +
      `missing and ${extra.length} more pass (candidates ${some}); teach it the gate that it lacks`,
  )
}
