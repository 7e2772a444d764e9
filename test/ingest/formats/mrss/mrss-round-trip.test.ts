import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { VISIBLE } from '../../../../src/model/fields/visible-text.ts'
import { type Asset, asset } from '../../../../src/model/nouns/asset.ts'
import { GENRES } from '../../../../src/model/nouns/genre.ts'
import { type Title, title } from '../../../../src/model/nouns/title.ts'
import { readDocument } from './mrss-documents.ts'
import { writeMrss } from './write-mrss.ts'

const ITEM = 'clip-1'
const [TITLE_ID, ASSET_ID] = ['ttl_north-clip-1', 'ast_north-clip-1']

/** Texts that stand on one line and hold what XML can hold. */
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => VISIBLE.test(text) && !/\p{C}/u.test(text))
const times = fc
  .tuple(
    fc.date({ min: new Date('2001-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
    fc.option(fc.nat(1e8)),
  )
  .map(([start, seconds]) =>
    [start.getTime(), seconds === null ? null : start.getTime() + (seconds + 1) * 1000].map((time) =>
      time === null ? null : new Date(time).toISOString().slice(0, 19),
    ),
  )
const someOf = <Member>(members: readonly Member[], minLength: number) => fc.subarray([...members], { minLength })
const rendition = (number: number) =>
  fc
    .record({
      type: fc.constantFrom('hls', 'dash', 'mp4'),
      codec: fc.constantFrom('avc', 'hevc', 'av1', 'vp9'),
      height: fc.integer({ min: 1, max: 8640 }),
      kilobits: fc.option(fc.integer({ min: 1, max: 200_000 })),
    })
    .map(({ kilobits, ...made }) => ({
      ...made,
      url: `https://cdn.example.com/${number}?a=1&b=${number}`,
      ...(kilobits === null ? {} : { bitrate: kilobits * 1000 }),
    }))
const caption = (language: string) =>
  fc.record({
    language: fc.constant(language),
    kind: fc.constantFrom('subtitles', 'captions', 'forced'),
    format: fc.constantFrom('vtt', 'ttml', 'srt'),
    url: fc.constant(`https://cdn.example.com/${language}`),
  })

const clip = fc
  .record({
    name,
    language: fc.constantFrom('en', 'de-AT', 'zh-Hant', 'und'),
    genres: someOf(GENRES.slice(0, 20), 0),
    releasedOn: fc.option(fc.constantFrom('2010-09-27', '2024-02-29')),
    labels: someOf(['G', 'PG', 'R'], 0),
    territories: someOf(['AT', 'DE', 'US'], 1),
    times,
    durationMs: fc.integer({ min: 1, max: 600_000 }),
    audio: fc.constantFrom('en', 'pt-BR'),
    renditions: fc.tuple(rendition(1), rendition(2), rendition(3)),
    captions: fc.tuple(caption('de'), caption('en')),
    poster: fc.option(fc.constant('https://cdn.example.com/1.jpg')),
    tags: someOf(['new', 'a & b', '<script>', 'Zoë 🎬'], 0),
  })
  .map(recordsOf)

function recordsOf(made: {
  readonly name: string
  readonly language: string
  readonly labels: readonly string[]
  readonly genres: readonly string[]
  readonly releasedOn: string | null
  readonly territories: readonly string[]
  readonly times: readonly (string | null)[]
  readonly audio: string
  readonly [field: string]: unknown
}): readonly [Title, Asset] {
  const [start = null, end = null] = made.times
  const ratings = made.labels.map((label) => ({ territory: 'US', system: 'MPA', label }))
  const { genres, releasedOn, territories, durationMs, renditions, captions, poster, tags } = made
  return [
    title.parse({
      ...{ v: 1, type: 'title', id: TITLE_ID, kind: 'short', name: { [made.language]: made.name } },
      ...{ genres, releasedOn, ratings, offers: [{ territories, start, end, timeZone: 'UTC' }] },
    }),
    asset.parse({
      ...{ v: 1, type: 'asset', id: ASSET_ID, titleId: TITLE_ID, kind: 'clip', aspect: '16:9', ratings, territories },
      ...{ validFrom: start, validUntil: end, timeZone: 'UTC', durationMs, renditions, captions, poster },
      ...{ tags, audio: [{ language: made.audio }], feed: { id: 'north', itemId: ITEM } },
    }),
  ]
}

it('A clip that is written as Media RSS comes back as the same records, without a finding', async () => {
  await fc.assert(
    fc.asyncProperty(clip, async ([ofTitle, ofAsset]) => {
      const { items, fault } = await readDocument(writeMrss(ofTitle, ofAsset))
      expect(fault).toBeNull()
      expect(items).toMatchObject([{ itemId: ITEM, findings: [] }])
      expect(items[0]?.drafts.map((draft) => checkContent(draft, 1))).toEqual([
        { record: ofTitle },
        { record: ofAsset },
      ])
    }),
  )
})
