import { expect, it } from 'vitest'
import { eventRow } from '../../src/events/event-row.ts'
import { tombstoneRow } from '../../src/events/tombstone-row.ts'

const UNIT = '0123456789abcdef'
const AT = Date.UTC(2026, 10, 30, 9)

it('a tombstone is a row of the stream that names a unit, when it was erased, and nobody else', () => {
  const row = tombstoneRow(UNIT, AT)
  expect(eventRow.parse(row)).toEqual(row)
  expect(row).toMatchObject({ event: 'erased', unit: UNIT, receivedAt: AT, occurredAt: AT, weight: 0, drawn: false })
})

it('the same erasure, sent again, is the same row, and a later one of the unit is another', () => {
  expect(tombstoneRow(UNIT, AT)).toEqual(tombstoneRow(UNIT, AT))
  expect(tombstoneRow(UNIT, AT + 1).eventId).not.toBe(tombstoneRow(UNIT, AT).eventId)
})
