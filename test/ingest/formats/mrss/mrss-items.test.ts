import { describe, expect, it } from 'vitest'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { itemOf, mrssOf, readDocument, readItem, rulesOf, VIDEO } from './mrss-documents.ts'

const ROKU = `
<item>
  <title>Sintel &amp; the dragon</title>
  <guid isPermaLink="false">sintel-clip-1</guid>
  <pubDate>2010-09-27T10:00:00+02:00</pubDate>
  <media:content url="https://cdn.example.com/sintel/clip.m3u8" duration="52" bitrate="4500" lang="en">
    <media:title>Sintel: the dragon</media:title>
    <media:description>A short look.</media:description>
    <media:category>Animated</media:category>
    <media:keywords>dragon, snow ,, dragon</media:keywords>
    <media:thumbnail url="https://cdn.example.com/sintel/clip.jpg"/>
    <media:rating scheme="MPAA">PG</media:rating>
    <media:subTitle type="text/vtt" lang="de" href="https://cdn.example.com/sintel/de.vtt"/>
    <dcterms:valid>start=2026-11-01T00:00+01:00; end=2027-11-01T00:00Z; scheme=W3C-DTF</dcterms:valid>
  </media:content>
</item>`
const WINDOW = { timeZone: 'UTC', start: '2026-10-31T23:00:00', end: '2027-11-01T00:00:00' }

describe('An item of Media RSS', () => {
  it('A clip of the profile of Roku becomes an asset and a short title of its own', async () => {
    const item = await readItem(ROKU)
    expect(item).toMatchObject({ itemId: 'sintel-clip-1', line: 4, findings: [] })
    expect(item.source).toBe(`<language>en</language>\n${ROKU.trim()}`)
    expect(item.drafts).toEqual([
      {
        v: 1,
        type: 'title',
        id: 'ttl_north-sintel-clip-1',
        kind: 'short',
        name: { en: 'Sintel: the dragon' },
        genres: ['animation'],
        releasedOn: '2010-09-27',
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG' }],
        offers: [{ territories: ['AT', 'DE', 'US'], ...WINDOW }],
      },
      {
        v: 1,
        type: 'asset',
        id: 'ast_north-sintel-clip-1',
        titleId: 'ttl_north-sintel-clip-1',
        kind: 'clip',
        name: {},
        durationMs: 52_000,
        aspect: '16:9',
        audio: [{ language: 'en' }],
        renditions: [
          {
            type: 'hls',
            url: 'https://cdn.example.com/sintel/clip.m3u8',
            codec: 'avc',
            height: 720,
            bitrate: 4_500_000,
          },
        ],
        captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: 'https://cdn.example.com/sintel/de.vtt' }],
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG' }],
        worldwide: false,
        territories: ['AT', 'DE', 'US'],
        validFrom: WINDOW.start,
        validUntil: WINDOW.end,
        timeZone: 'UTC',
        poster: 'https://cdn.example.com/sintel/clip.jpg',
        tags: ['dragon', 'snow', 'Animated'],
        feed: { id: 'north', itemId: 'sintel-clip-1' },
      },
    ])
  })

  it('Every draft of a complete item is a valid record', async () => {
    for (const item of [ROKU, itemOf(''), itemOf('<media:rating>x</media:rating>')]) {
      const { drafts } = await readItem(item)
      for (const draft of drafts) expect(checkContent(draft, 1)).toHaveProperty('record')
    }
  })

  it('A group has one clip in several encodings, and what it says counts for all', async () => {
    const contents = [
      '<media:content url="https://a.example.com/1.mp4" type="video/mp4" height="1080" width="1920" bitrate="4500000" duration="52.4"/>',
      '<media:content url="https://a.example.com/2" type="application/dash+xml; charset=utf-8" gmrss:videoQuality="UHD"/>',
      '<media:content url="https://a.example.com/3.webm?x=1" medium="video" height="480"/>',
      '<media:content url="https://a.example.com/4" type="video/mp4; codecs=&quot;hvc1.1, mp4a.40.2&quot;" bitrate="0"/>',
      '<media:content url="https://a.example.com/5.jpg" medium="image"/>',
      '<media:content url="https://a.example.com/6.mp3" type="audio/mpeg"/>',
      '<media:content url="https://a.example.com/1.mp4"/>',
    ].join('')
    const { drafts, findings } = await readItem(itemOf('', `<media:group>${contents}</media:group>`))
    expect(findings.map(({ rule }) => rule)).toEqual(['no-offer'])
    expect(drafts[1]).toMatchObject({
      durationMs: 52_400,
      renditions: [
        { type: 'mp4', url: 'https://a.example.com/1.mp4', codec: 'avc', height: 1080, bitrate: 4_500_000 },
        { type: 'dash', url: 'https://a.example.com/2', codec: 'avc', height: 2160 },
        { type: 'webm', url: 'https://a.example.com/3.webm?x=1', codec: 'vp9', height: 480 },
        { type: 'mp4', url: 'https://a.example.com/4', codec: 'hevc', height: 720 },
      ],
    })
  })

  it.each([
    ['1920', '1080', '16:9'],
    ['1080', '1920', '9:16'],
    ['1080', '1080', '1:1'],
    ['', '1080', '9:16'],
    ['0', '0', '9:16'],
    ['x', 'y', '9:16'],
  ])('A picture of %s by %s is %s, in a feed that is upright otherwise', async (width, height, aspect) => {
    const video = VIDEO.replace('height="1080"', `width="${width}" height="${height}"`)
    expect((await readItem(itemOf('', video), { aspect: '9:16' })).drafts[1]).toMatchObject({ aspect })
  })

  it.each([
    ['52', 52_000],
    ['52.5', 52_500],
    ['1:30', 90_000],
    ['00:01:30', 90_000],
    ['PT1M30S', 90_000],
  ])('A duration of %s is understood', async (duration, durationMs) => {
    expect((await readItem(itemOf('', VIDEO.replace('"52"', `"${duration}"`)))).drafts[1]).toMatchObject({ durationMs })
  })

  it.each(['', '0', '-5', 'soon', '1e3', '00:00:00', '99999999'])('A duration of %j is missing', async (duration) => {
    const item = await readItem(itemOf('', VIDEO.replace('"52"', `"${duration}"`)))
    expect(item.findings).toContainEqual(
      expect.objectContaining({ rule: 'missing-field', path: 'media:content/@duration', severity: 'error' }),
    )
  })

  it.each([
    ['10:01', {}, ['title'], 'movie'],
    ['10:00', {}, ['title', 'asset'], 'short'],
    ['0:31', { maxClipSeconds: 30 }, ['title'], 'movie'],
    ['1:30:00', { titles: 'ttl_known' }, ['title'], 'movie'],
  ])('A video of %s in a feed with %j is %j', async (duration, feed, types, kind) => {
    const { drafts } = await readItem(itemOf('', VIDEO.replace('"52"', `"${duration}"`)), feed)
    expect(drafts.map(({ type }) => type)).toEqual(types)
    expect(drafts[0]).toMatchObject({ id: 'ttl_north-clip-1', kind })
  })

  it('A sample beside a film does not make the film a clip', async () => {
    const film = VIDEO.replace('"52"', '"5400"').replace('1.mp4', '2.mp4')
    const { drafts } = await readItem(itemOf('', `${VIDEO}${film}`))
    expect(drafts.map(({ type }) => type)).toEqual(['title'])
  })

  it.each([
    ['<title>Plain</title>', { en: 'Plain' }],
    ['<title>Plain</title><media:title>Better</media:title>', { en: 'Better' }],
    ['<title xml:lang="de-at">Drache</title>', { 'de-AT': 'Drache' }],
    ['<title lang="pt_BR">O dragão</title>', { 'pt-BR': 'O dragão' }],
    ['<title lang="English">Dragon</title>', { en: 'Dragon' }],
    ['<title>  Two\n lines </title>', { en: 'Two lines' }],
    ['<title><![CDATA[A <script>alert(1)</script> B]]></title>', { en: 'A <script>alert(1)</script> B' }],
    ['<media:title type="html">A &lt;b&gt;bold&lt;/b&gt; B</media:title>', { en: 'A bold B' }],
    ['<title>__proto__</title>', { en: '__proto__' }],
    ['<title>A</title><gmrss:localizedTitle lang="es">B</gmrss:localizedTitle>', { en: 'A', es: 'B' }],
  ])('The title %j is named %j', async (title, name) => {
    const { drafts } = await readItem(`<item><guid>1</guid>${title}${VIDEO}</item>`)
    expect(drafts[0]).toMatchObject({ name })
    expect(JSON.stringify(drafts[0]?.name)).toBe(JSON.stringify(name))
  })

  it('Texts of a channel without a language are of an undetermined one', async () => {
    const { drafts } = await readItem(itemOf(''), {}, '<title>Clips</title>')
    expect(drafts[0]).toMatchObject({ name: { und: 'The dragon' } })
  })

  it('A title that is too long is cut with a warning, between characters', async () => {
    const item = await readItem(`<item><guid>1</guid><title>${'🎬'.repeat(200)}</title>${VIDEO}</item>`)
    expect(item.findings[0]).toMatchObject({ rule: 'shortened', severity: 'warning', path: 'title' })
    expect(item.drafts[0]).toMatchObject({ name: { en: `${'🎬'.repeat(149)}…` } })
  })

  it.each([
    ['<pubDate>Mon, 27 Sep 2010 10:00:00 GMT</pubDate>', '2010-09-27'],
    ['<pubDate>2010-09-27</pubDate>', '2010-09-27'],
    ['<pubdate>1285574400000</pubdate>', '2010-09-27'],
  ])('The date %s is its release', async (date, releasedOn) => {
    expect((await readItem(itemOf(date))).drafts[0]).toMatchObject({ releasedOn })
  })

  it('A date that cannot be read is left out with a warning', async () => {
    const item = await readItem(itemOf('<pubDate>last week</pubDate>'))
    expect(rulesOf(item)).toEqual(['no-offer', 'left-out'])
    expect(item.drafts[0]).not.toHaveProperty('releasedOn')
  })

  it('A feed of known titles brings assets with names, and no titles', async () => {
    const { drafts } = await readItem(itemOf(''), { titles: 'ttl_sintel', kind: 'trailer', worldwide: true })
    expect(drafts).toMatchObject([
      { type: 'asset', titleId: 'ttl_sintel', name: { en: 'The dragon' }, kind: 'trailer', worldwide: true },
    ])
    expect(checkContent(drafts[0] ?? {}, 1)).toHaveProperty('record')
  })

  it('A feed of external ids finds the title that GMRSS refers to', async () => {
    const reference = '<gmrss:entityReference provider="studio" entityType="Movie">mv-9</gmrss:entityReference>'
    const { drafts } = await readItem(itemOf(reference), { titles: 'externalId' })
    expect(drafts).toMatchObject([{ titleId: { externalId: { idType: 'studio', id: 'mv-9' } } }])
    expect(rulesOf(await readItem(itemOf(''), { titles: 'externalId' }))).toEqual(['unknown-title'])
  })

  it('Another CDN is stored by its alias, posters and captions too', async () => {
    const more = [
      '<media:thumbnail url="https://cdn.example.com/1.jpg"/>',
      '<media:subTitle href="https://cdn.example.com/1.srt" lang="de"/>',
    ].join('')
    const { drafts } = await readItem(itemOf(more), { hosts: { 'cdn.example.com': 'north' } })
    expect(drafts[1]).toMatchObject({
      renditions: [{ url: '/@north/1.mp4' }],
      poster: '/@north/1.jpg',
      captions: [{ url: '/@north/1.srt', format: 'srt' }],
    })
  })

  it('Two items with the same guid are both given, for the delivery to tell apart', async () => {
    const { items } = await readDocument(mrssOf(itemOf('') + itemOf('')))
    expect(items.map(({ itemId }) => itemId)).toEqual(['clip-1', 'clip-1'])
  })
})
