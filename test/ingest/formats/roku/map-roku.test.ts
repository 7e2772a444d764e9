import { describe, expect, it } from 'vitest'
import { readRoku } from '../../../../src/ingest/formats/roku/read-roku.ts'
import { aReading } from '../../mapping/reading.ts'
import { findingsOf, itemsOf, recordsOf } from '../items-of.ts'
import { aClip, aContent, documentText } from './roku-document.ts'

const read = (lists: Record<string, unknown>, feed: Record<string, unknown> = {}) =>
  itemsOf(readRoku, documentText(lists), { reading: aReading({ format: 'roku', ...feed }) })
const clip = (changes: Record<string, unknown> = {}, feed: Record<string, unknown> = {}) =>
  read({ shortFormVideos: [aClip(changes)] }, feed)
const offer = {
  territories: ['US'],
  start: '2026-11-01T00:00:00',
  end: '2027-11-01T00:00:00',
  timeZone: 'UTC',
}

describe('short-form videos', () => {
  it('A short-form video becomes an asset, and a title of its own with the same rights', async () => {
    const items = await clip({ externalIds: [{ id: 'tt1727587', idType: 'IMDB' }] })
    expect(findingsOf(items)).toEqual([])
    expect(recordsOf(items)).toMatchObject([
      {
        type: 'title',
        id: 'ttl_north-clip-1',
        kind: 'short',
        name: { en: 'The dragon' },
        genres: ['fantasy', 'special interest'],
        releasedOn: '2010-09-27',
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG' }],
        externalIds: [{ idType: 'IMDB', id: 'tt1727587' }],
        offers: [offer],
      },
      {
        type: 'asset',
        id: 'ast_north-clip-1',
        titleId: 'ttl_north-clip-1',
        kind: 'clip',
        durationMs: 52_000,
        aspect: '16:9',
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG' }],
        territories: ['US'],
        validFrom: '2026-11-01T00:00:00',
        validUntil: '2027-11-01T00:00:00',
        timeZone: 'UTC',
        renditions: [
          { type: 'hls', url: 'https://cdn.example.com/a.m3u8', codec: 'avc', height: 1080, bitrate: 4_500_000 },
        ],
        poster: 'https://cdn.example.com/a.jpg',
        tags: ['autumn'],
        feed: { id: 'north', itemId: 'clip-1' },
      },
    ])
  })

  it('Settings of the feed say what the format does not', async () => {
    const settings = {
      kind: 'trailer',
      aspect: '9:16',
      codec: 'hevc',
      worldwide: true,
      hosts: { 'cdn.example.com': 'north' },
    }
    const [, asset] = recordsOf(await clip({}, settings))
    expect(asset).toMatchObject({
      ...{ kind: 'trailer', aspect: '9:16', worldwide: true, poster: '/@north/a.jpg' },
      renditions: [{ url: '/@north/a.m3u8', codec: 'hevc' }],
    })
  })

  it('A video about a title of others has a name of its own, and brings no title', async () => {
    const [asset, ...more] = recordsOf(await clip({}, { titles: 'ttl_sintel' }))
    expect([asset, more]).toMatchObject([{ titleId: 'ttl_sintel', name: { en: 'The dragon' } }, []])
    const [byId] = await clip({ externalIds: [{ id: '10.5240/1', idType: 'EIDR' }] }, { titles: 'externalId' })
    expect(byId).toHaveProperty('mapped.drafts.0.titleId', { externalId: { idType: 'EIDR', id: '10.5240/1' } })
    expect(findingsOf(await clip({}, { titles: 'externalId' }))).toEqual(['6 error unknown-title externalIds: '])
  })

  it('A video above the longest clip is the feature itself: a title, never an asset', async () => {
    const long = await clip({ content: aContent({ duration: 601 }) })
    expect(recordsOf(long).map(({ id }) => id)).toEqual(['ttl_north-clip-1'])
    expect(recordsOf(long)).toMatchObject([{ kind: 'movie', offers: [offer] }])
    expect(recordsOf(await clip({ content: aContent({ duration: 600 }) }))).toHaveLength(2)
    expect(recordsOf(await clip({}, { maxClipSeconds: 51 }))).toHaveLength(1)
  })

  it.each([
    [{ quality: 'HD' }, 720],
    [{ quality: 'FHD' }, 1080],
    [{ quality: 'uhd' }, 2160],
    [{}, 720],
  ])('Quality %j is a height of %i', async (quality, height) => {
    const videos = [{ url: 'https://cdn.example.com/a.mp4', videoType: 'MP4', ...quality }]
    const items = await clip({ content: aContent({ videos }) })
    expect(recordsOf(items)[1]).toMatchObject({ renditions: [{ type: 'mp4', height }] })
  })

  it('Captions have the kind and language that they say, and each of them once', async () => {
    const url = (suffix: string) => `https://cdn.example.com/c.${suffix}`
    const captions = [
      { url: url('vtt'), language: 'en', captionType: 'CLOSED_CAPTION' },
      { url: url('srt'), language: 'pt_br', captionType: 'SUBTITLE' },
      { url: url('ttml'), language: 'en' },
      { url: url('2.ttml'), language: 'en' },
      { url: url('scc'), language: 'en' },
    ]
    const items = await clip({ content: aContent({ captions, language: 'de' }) })
    expect(recordsOf(items)[1]).toMatchObject({
      audio: [{ language: 'de' }],
      captions: [
        { language: 'en', kind: 'captions', format: 'vtt' },
        { language: 'pt-BR', kind: 'subtitles', format: 'srt' },
        { language: 'en', kind: 'subtitles', format: 'ttml' },
      ],
    })
    expect(findingsOf(items)).toEqual([
      '6 warning left-out content.captions.3.url: https://cdn.example.com/c.2.ttml',
      '6 warning left-out content.captions.4.url: https://cdn.example.com/c.scc',
    ])
  })

  it('A rating that is a text is refused with the way to write it', async () => {
    const [item] = await clip({ rating: 'PG' })
    expect(item).toMatchObject({
      mapped: {
        findings: [
          {
            rule: 'wrong-type',
            path: 'rating',
            value: 'PG',
            hint: expect.stringContaining('{"rating":"PG","ratingSource"'),
          },
        ],
      },
    })
  })

  it.each([
    [{ rating: 'PG', ratingSource: 'UK_CP' }, ['6 warning rating-unmapped rating.rating: UK_CP PG']],
    [{ rating: 'PG' }, ['6 warning rating-unmapped rating.rating: PG']],
    [{}, ['6 warning rating-unmapped rating.rating: ']],
    [null, []],
  ])('Rating %j stays unrated, never all-ages', async (rating, findings) => {
    const items = await clip({ rating })
    expect(findingsOf(items)).toEqual(findings)
    expect(recordsOf(items)).toMatchObject([{ ratings: [] }, { ratings: [] }])
  })

  it.each([
    [
      'no period',
      { validityPeriodStart: null, validityPeriodEnd: undefined },
      '6 warning no-offer content.validityPeriodStart: ',
      [],
    ],
    [
      'an end that is a day',
      { validityPeriodStart: '2026-11-01', validityPeriodEnd: '2026-12-31' },
      '6 warning date-only-end content.validityPeriodEnd: 2026-12-31',
      [{ start: '2026-11-01T00:00:00', end: '2026-12-31T00:00:00', timeZone: 'territory' }],
    ],
  ])('A content with %s is taken with a warning', async (_, content, finding, offers) => {
    const items = await clip({ content: aContent(content) })
    expect(findingsOf(items)).toEqual([finding])
    expect(recordsOf(items)[0]).toMatchObject({ offers })
  })

  it('Tags, genres, names and external ids above the limits of records are cut with a warning', async () => {
    const items = await clip({
      title: 'x'.repeat(301),
      tags: [...Array.from({ length: 41 }, (_, index) => `tag ${index}`), 'y'.repeat(61), 'tag  1', ' '],
      genres: [...Array.from({ length: 21 }, (_, index) => `genre ${index}`)],
      externalIds: [...Array.from({ length: 21 }, (_, index) => ({ id: `${index}`, idType: 'TMS' })), { id: 'x' }],
    })
    const [title, asset] = recordsOf(items)
    expect(title).toMatchObject({ name: { en: `${'x'.repeat(299)}…` } })
    expect([title, asset]).toMatchObject([
      { genres: { length: 20 }, externalIds: { length: 20 } },
      { tags: { length: 40 } },
    ])
    expect(findingsOf(items).map((finding) => finding.split(' ').slice(1, 4).join(' '))).toEqual([
      'warning shortened title:',
      'warning left-out genres.20:',
      'warning left-out externalIds.21.id:',
      'warning left-out externalIds:',
      'warning left-out tags.40:',
      'warning left-out tags.41:',
    ])
  })

  it('A script in a title is a text like any other', async () => {
    const [title] = recordsOf(await clip({ title: '<script>alert(1)</script>' }))
    expect(title).toMatchObject({ name: { en: '<script>alert(1)</script>' } })
  })

  it.each([
    ['id', null, 'missing-id id'],
    ['id', '', 'missing-id id'],
    ['id', { a: 1 }, 'wrong-type id'],
    ['title', null, 'missing-field title'],
    ['title', [], 'wrong-type title'],
    ['content', null, 'missing-field content'],
    ['content', 'x', 'wrong-type content'],
    ['content', aContent({ videos: [] }), 'no-rendition content.videos'],
    ['content', aContent({ videos: {} }), 'wrong-type content.videos'],
    ['content', aContent({ videos: ['x'] }), 'wrong-type content.videos.0'],
    ['content', aContent({ videos: [{ quality: 'HD' }] }), 'missing-field content.videos.0.url'],
    [
      'content',
      aContent({ videos: [{ url: 'https://x.example/a.ism', videoType: 'SMOOTH' }] }),
      'no-rendition content.videos',
    ],
    ['content', aContent({ duration: null }), 'missing-field content.duration'],
    ['content', aContent({ duration: 'long' }), 'wrong-format content.duration'],
    ['content', aContent({ duration: true }), 'wrong-type content.duration'],
    ['content', aContent({ validityPeriodEnd: 'soon' }), 'bad-date content.validityPeriodEnd'],
    ['content', aContent({ validityPeriodEnd: 5e9 }), 'bad-date content.validityPeriodEnd'],
    ['content', aContent({ captions: 'x' }), 'wrong-type content.captions'],
    [
      'content',
      aContent({ videos: [{ url: 'https://x.example/a.mp4?Expires=1700000000', videoType: 'MP4' }] }),
      'url-expired content.videos.0.url',
    ],
    ['tags', 'autumn', 'wrong-type tags'],
    ['genres', [1], 'wrong-type genres.0'],
    ['externalIds', { id: '1' }, 'wrong-type externalIds'],
    ['rating', 12, 'wrong-type rating'],
    ['thumbnail', [], 'wrong-type thumbnail'],
    ['releaseDate', {}, 'wrong-type releaseDate'],
  ])('Field %s as %j is refused with its path', async (field, value, expected) => {
    const items = await clip({ [field]: value })
    const errors = findingsOf(items).filter((finding) => finding.includes(' error '))
    expect(errors.map((finding) => finding.split(/[ :]/).slice(2, 4).join(' '))).toContain(expected)
  })

  it.each(['javascript:alert(1)', 'http://cdn.example.com/a.mp4', 'https://127.0.0.1/a.mp4'])(
    'A video at %s never becomes a record',
    async (url) => {
      const items = await clip({ content: aContent({ videos: [{ url, videoType: 'MP4' }] }) })
      expect(() => recordsOf(items)).toThrow(/renditions.0.url/)
    },
  )
})

describe('features', () => {
  it('Movies and specials become titles, never assets, whatever their length', async () => {
    const items = await read({
      movies: [aClip({ id: 'm1' })],
      tvSpecials: [aClip({ id: 's1' }), { id: 's2', title: 'Two' }],
    })
    expect(recordsOf(items)).toMatchObject([
      { type: 'title', id: 'ttl_north-m1', kind: 'movie', offers: [offer] },
      { type: 'title', id: 'ttl_north-s1', kind: 'event', offers: [offer] },
      { type: 'title', id: 'ttl_north-s2', kind: 'event', offers: [] },
    ])
    expect(findingsOf(items)).toEqual([expect.stringContaining('warning no-offer')])
  })

  it('A series becomes titles of itself, its seasons and its episodes, each episode an item', async () => {
    const episode = (id: string) => aClip({ id, title: `Episode ${id}`, episodeNumber: 1 })
    const series = {
      ...{ id: 'show', title: 'The show', genres: ['drama'], releaseDate: '2020-01-01' },
      seasons: [
        { seasonNumber: 1, episodes: [episode('e1'), episode('e2')] },
        { seasonNumber: '2', episodes: [episode('e3')] },
        { episodes: [episode('e4')] },
      ],
    }
    const items = await read({ series: [series] })
    expect(items.map((item) => item.kind === 'item' && item.itemId)).toEqual(['show', 'e1', 'e2', 'e3', 'e4'])
    expect(recordsOf(items)).toMatchObject([
      { id: 'ttl_north-show', kind: 'series', name: { en: 'The show' }, parentId: null, ratings: [], offers: [] },
      { id: 'ttl_north-show-season-1', kind: 'season', name: { en: 'The show 1' }, parentId: 'ttl_north-show' },
      { id: 'ttl_north-show-season-2', kind: 'season', parentId: 'ttl_north-show' },
      { id: 'ttl_north-e1', kind: 'episode', parentId: 'ttl_north-show-season-1', offers: [offer] },
      { id: 'ttl_north-e2', kind: 'episode', parentId: 'ttl_north-show-season-1' },
      { id: 'ttl_north-e3', kind: 'episode', parentId: 'ttl_north-show-season-2' },
      { id: 'ttl_north-e4', kind: 'episode', parentId: 'ttl_north-show' },
    ])
    expect(findingsOf(items)).toEqual(['6 warning left-out seasons.2.seasonNumber: '])
  })

  it('A series and its seasons say nothing of offers, and of ratings only what they have', async () => {
    const [series] = await read({ series: [{ id: 'show', title: 'x', seasons: [{ seasonNumber: 1 }] }] })
    if (series?.kind !== 'item') throw new Error('no series')
    for (const draft of series.mapped.drafts) expect(draft).not.toHaveProperty('offers')
    expect(series.mapped.drafts[0]).not.toHaveProperty('ratings')
  })

  it('Episodes stand in a series itself too, and the fault of one stops no other', async () => {
    const items = await read({
      series: [{ id: 'show', title: 'x', episodes: [aClip({ id: 'e1' }), 'x', { title: 'y' }, aClip({ id: 'e2' })] }],
    })
    expect(items.map((item) => item.kind === 'item' && item.itemId)).toEqual(['show', 'e1', null, null, 'e2'])
    expect(findingsOf(items).map((finding) => finding.split(' ').slice(1, 3).join(' '))).toEqual([
      'error wrong-type',
      'error missing-id',
    ])
  })

  it('An episode keeps its source when another one changes', async () => {
    const sources = async (title: string) =>
      (
        await read({
          series: [{ id: 'show', title: 'x', episodes: [aClip({ id: 'e1' }), aClip({ id: 'e2', title })] }],
        })
      ).map((item) => item.kind === 'item' && item.source)
    const [before, after] = [await sources('one'), await sources('other')]
    expect([before[0] === after[0], before[1] === after[1], before[2] === after[2]]).toEqual([true, true, false])
  })
})
