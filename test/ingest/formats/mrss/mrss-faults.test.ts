import { describe, expect, it } from 'vitest'
import { readMrss } from '../../../../src/ingest/formats/mrss/read-mrss.ts'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { GENRES } from '../../../../src/model/nouns/genre.ts'
import { chunksOf, readFeed } from '../read-feed.ts'
import { itemOf, mrssOf, mrssReading, readDocument, readItem, rulesOf, VIDEO } from './mrss-documents.ts'

describe('What is wrong in an item of Media RSS', () => {
  it.each([
    ['<item/>', 'missing-id', 'guid'],
    ['<item><guid> </guid></item>', 'missing-id', 'guid'],
    ['<item><guid>1</guid></item>', 'no-rendition', 'media:content'],
    [itemOf('', '<media:content duration="5"/>'), 'no-rendition', 'media:content'],
    [itemOf('', '<media:content url="" duration="5"/>'), 'no-rendition', 'media:content'],
    [itemOf('', '<media:content url="https://a.example.com/1.mov" duration="5"/>'), 'no-rendition', 'media:content'],
    [
      itemOf('', '<media:content duration="5"><media:player url="https://a.example.com/p"/></media:content>'),
      'no-rendition',
      'media:player/@url',
    ],
    [itemOf('<media:player url="https://a.example.com/p"/>', ''), 'no-rendition', 'media:player/@url'],
    [
      itemOf('', '<media:content url="https://a.example.com/1.mp4?Expires=1700000000" duration="5"/>'),
      'url-expired',
      'media:content/@url',
    ],
    ['<item><guid>1</guid><title>a&nbsp;b</title></item>', 'wrong-format', 'item'],
    ['<item><guid>1</guid><title>a\uFFFDb</title></item>', 'not-utf-8', 'item'],
    [`<item><guid>1</guid>${'<a/>'.repeat(70_000)}</item>`, 'too-large', 'item'],
  ])('The item %j is an error, and the next one is read', async (item, rule, path) => {
    const { items, fault } = await readDocument(mrssOf(`${item}${itemOf('')}`))
    expect(fault).toBeNull()
    expect(items[0]?.findings).toContainEqual(expect.objectContaining({ rule, path, severity: 'error', line: 3 }))
    expect(items[1]).toMatchObject({ itemId: 'clip-1', drafts: [{ type: 'title' }, { type: 'asset' }] })
  })

  it.each([
    ['javascript:alert(1)//.mp4', 'wrong-format'],
    ['http://a.example.com/1.mp4', 'wrong-format'],
    ['https://localhost/1.mp4', 'wrong-format'],
    ['https://user:secret@a.example.com/1.mp4', 'wrong-format'],
    ['//a.example.com/1.mp4', 'wrong-format'],
    [`https://a.example.com/${'x'.repeat(700)}.mp4`, 'out-of-range'],
  ])('The address %s is refused with its record', async (url, rule) => {
    const { drafts } = await readItem(itemOf('', `<media:content url="${url}" duration="5"/>`))
    const checked = checkContent(drafts[1] ?? {}, 3)
    expect('refused' in checked && checked.refused).toMatchObject([{ rule, path: 'renditions.0.url', line: 3 }])
  })

  it.each(['active', 'deleted', 'blocked', 'inactive', 'DELETED'])('The state %s is understood', async (state) => {
    const item = await readItem(itemOf(`<media:status state="${state}" reason="update"/>`))
    expect(item.deletes).toBe(state === 'active' ? undefined : true)
    expect(item.drafts.length).toBe(state === 'active' ? 2 : 0)
    expect(item.itemId).toBe('clip-1')
  })

  it('An item of GMRSS that deletes needs no file', async () => {
    const item = await readItem(
      '<item><gmrss:videoAssetId provider="p" namespace="n">7</gmrss:videoAssetId><media:status state="deleted"/></item>',
    )
    expect(item).toMatchObject({ itemId: '7', deletes: true, findings: [] })
  })

  it('A series of GMRSS is a title without a file', async () => {
    const item = await readItem(
      '<item><title>Sintel</title><guid>n:1</guid><gmrss:seriesAssetId provider="p">s1</gmrss:seriesAssetId><gmrss:entityType>SeriesMaster</gmrss:entityType></item>',
    )
    expect(item).toMatchObject({ itemId: 's1', drafts: [{ type: 'title', kind: 'series', id: 'ttl_north-s1' }] })
    expect(rulesOf(item)).toEqual(['no-offer'])
  })

  it('Captions that nothing reads, of no language, or twice, are left out with warnings', async () => {
    const item = await readItem(
      itemOf(
        [
          '<media:subTitle type="application/smil" lang="en" href="https://a.example.com/1.smil"/>',
          '<media:subTitle lang="en"/>',
          '<media:subTitle lang="klingonish" href="https://a.example.com/2.vtt"/>',
          '<media:subTitle lang="en" href="https://a.example.com/3.vtt"/>',
          '<media:subTitle lang="en" href="https://a.example.com/4.vtt"/>',
          '<gmrss:subtitle lang="en" gmrss:role="caption" href="https://a.example.com/5.ttml"/>',
        ].join(''),
      ),
    )
    expect(rulesOf(item)).toEqual(['left-out', 'left-out', 'left-out', 'left-out', 'no-offer'])
    expect(item.drafts[1]).toMatchObject({
      captions: [
        { language: 'und', format: 'vtt', kind: 'subtitles' },
        { language: 'en', format: 'vtt', url: 'https://a.example.com/3.vtt' },
        { language: 'en', format: 'ttml', kind: 'captions' },
      ],
    })
  })

  it('Tags that are too many or too long are left out with warnings', async () => {
    const words = Array.from({ length: 41 }, (_, index) => `word ${index}`)
    const item = await readItem(itemOf(`<media:keywords>${[...words, 'x'.repeat(61), ' '].join(',')}</media:keywords>`))
    expect(rulesOf(item)).toEqual(['left-out', 'left-out', 'no-offer'])
    expect(item.drafts[1]).toMatchObject({ tags: words.slice(0, 40) })
    expect(item.drafts.map((draft) => 'record' in checkContent(draft, 1))).toEqual([true, true])
  })

  it('More genres than a record holds are cut to the first twenty', async () => {
    const item = await readItem(itemOf(GENRES.map((genre) => `<media:category label="${genre}"/>`).join('')))
    expect(item.drafts[0]).toMatchObject({ genres: GENRES.slice(0, 20) })
  })

  it('More files than a record holds are left out with warnings', async () => {
    const files = Array.from({ length: 32 }, (_, index) => VIDEO.replace('1.mp4', `${index}.mp4`))
    const item = await readItem(itemOf('', files.join('')))
    expect(rulesOf(item)).toEqual(['left-out', 'left-out', 'no-offer'])
    expect(item.drafts[1]).toMatchObject({ renditions: { length: 30 } })
  })

  it('A channel that says too much for all items ends the reading', async () => {
    const { items, fault } = await readDocument(
      mrssOf(itemOf(''), `<media:rating>${'x'.repeat(20_000)}</media:rating>`),
    )
    expect([items, fault?.rule]).toEqual([[], 'too-large'])
  })

  it('A document that is cut anywhere never counts as whole, and gives only whole items', async () => {
    const whole = mrssOf(itemOf('') + itemOf(''))
    const expected = await readDocument(whole)
    for (let cut = 0; cut < whole.length; cut += 7) {
      const { items, fault } = await readDocument(whole.slice(0, cut))
      expect(fault).toMatchObject({ rule: 'broken-document' })
      expect(items).toEqual(expected.items.slice(0, items.length))
    }
  })

  it('A document gives the same items wherever its bytes are cut', async () => {
    const bytes = new TextEncoder().encode(mrssOf(itemOf('<media:keywords>Zoë, 🎬</media:keywords>') + itemOf('')))
    const whole = await readFeed(readMrss, mrssReading(), bytes)
    for (const size of [1, 2, 3, 5, 7, 64]) {
      expect(await readFeed(readMrss, mrssReading(), chunksOf(bytes, size))).toEqual(whole)
    }
  })
})
