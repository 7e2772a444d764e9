import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRoku } from '../../../../src/ingest/formats/roku/read-roku.ts'
import { aReading } from '../../mapping/reading.ts'
import { itemsOf, recordsOf } from '../items-of.ts'
import { documentText } from './roku-document.ts'

describe('round trips', () => {
  const moment = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19))
  const word = fc.string({ unit: fc.constantFrom(...'aBß"\\/<&🎬7'), minLength: 1, maxLength: 9 })
  const written = fc.record({
    itemId: word,
    name: word,
    durationMs: fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * 1000),
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    height: fc.constantFrom(720, 1080, 2160),
    bitrate: fc.integer({ min: 1, max: 100_000 }).map((kilobits) => kilobits * 1000),
    window: fc.uniqueArray(moment, { minLength: 2, maxLength: 2 }).map((ends) => ends.sort()),
  })
  const qualities: Readonly<Record<number, string>> = { 720: 'HD', 1080: 'FHD', 2160: 'UHD' }

  it('What a record and a document can both say comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ itemId, name, durationMs, tags, height, bitrate, window: [start, end] }) => {
        const video = {
          url: 'https://x.example/a.mpd',
          videoType: 'DASH',
          quality: qualities[height],
          bitrate: bitrate / 1000,
        }
        const period = { validityPeriodStart: `${start}Z`, validityPeriodEnd: `${end}Z` }
        const content = { videos: [video], duration: durationMs / 1000, ...period }
        const [asset] = recordsOf(
          await itemsOf(readRoku, documentText({ shortFormVideos: [{ id: itemId, title: name, tags, content }] }), {
            reading: aReading({ format: 'roku', titles: 'ttl_1' }),
          }),
        )
        expect(asset).toMatchObject({
          ...{ titleId: 'ttl_1', name: { en: name }, durationMs, tags, feed: { id: 'north', itemId } },
          ...{ validFrom: start, validUntil: end, timeZone: 'UTC', territories: ['US'] },
          renditions: [{ type: 'dash', url: 'https://x.example/a.mpd', codec: 'avc', height, bitrate }],
        })
      }),
    )
  })
})
