/** Workers may have six open connections; one is left for other work. */
const AT_ONCE = 5

/**
 * Processes items in order, a few at a time. After a failure nothing new is started; the first error is thrown when
 * everything that was started has ended.
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
