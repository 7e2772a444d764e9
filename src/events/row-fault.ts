import { type EventRow, eventRow } from './event-row.ts'

/**
 * What is wrong with a row, by its column, or null. A pipeline takes a row that is not of its schema, and drops it
 * without a word: so it has to be found before.
 */
export function rowFault(row: EventRow): string | null {
  const { success, error } = eventRow.safeParse(row)
  if (success) return null
  const [issue] = error.issues
  const column = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.')
  return `${column || 'the row'}: ${issue?.message ?? 'is wrong'}`
}
