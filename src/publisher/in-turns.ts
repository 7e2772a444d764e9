/** Workers may have six connections open at once; one is left for whatever else is going on. */
const AT_ONCE = 5

/**
 * Does something with each of many, in their order, a few at a time. After a failure nothing new is begun, and
 * what was begun has come to its end before the first error is thrown.
 */
export async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = items[Symbol.iterator]()
  const errors: unknown[] = []
  const turns = Array.from({ length: AT_ONCE }, async () => {
    for (const item of waiting) {
      if (errors.length > 0) return
      await work(item).catch((error: unknown) => errors.push(error))
    }
  })
  await Promise.all(turns)
  if (errors.length > 0) throw errors[0]
}
