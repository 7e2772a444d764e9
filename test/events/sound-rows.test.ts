import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowPartition } from '../../src/dev/stack/analytics/row-partition.ts'
import { readItem } from '../../src/events/read-item.ts'
import { rowFault } from '../../src/events/row-fault.ts'
import { rowOf } from '../../src/events/row-of.ts'
import { eventItem } from '../publisher/queue/device-events.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const WHOLE = eventItem(1)

/** What stands in a field of a message that nobody vouches for. */
const anything = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, -0, 0.5, 2 ** 53, 1e308, true),
  fc.constantFrom('', '../../..', 'erased', '__proto__', 'half \ud83d', 'a\u0000b', 'x'.repeat(5_000), '5'),
  fc.jsonValue(),
)
const hostileItem = fc
  .dictionary(fc.constantFrom(...Object.keys(WHOLE), '__proto__', 'subject', 'cap'), anything, { maxKeys: 4 })
  .map((changes) => ({ ...WHOLE, ...changes }))

it('whatever an event says, it is refused by name, or its row is of the schema and belongs to a day and a region', () => {
  fc.assert(
    fc.property(hostileItem, (raw) => {
      const reading = readItem(raw, NOW)
      if ('refused' in reading) {
        expect(Object.keys(WHOLE)).toContain(reading.refused)
        return
      }
      const row = rowOf(reading.item, 'dach', 1)
      expect(rowFault(row)).toBeNull()
      expect(rowPartition(row)).toMatch(/^day=\d{4}-\d\d-\d\d\/region=dach$/)
      // JSON escapes halves of characters, and nothing else of that range.
      expect(JSON.stringify(row)).not.toMatch(/\\ud[89a-f]/)
      expect(row).not.toHaveProperty('subject')
    }),
    { numRuns: 2_000 },
  )
})
