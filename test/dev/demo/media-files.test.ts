import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import idents from '../../../src/baseline/idents.json' with { type: 'json' }
import { captionName, demoRecords, demoTitles } from '../../../src/dev/demo/catalogue.ts'
import { captionText } from '../../../src/dev/demo/drawing/captions.ts'
import { identRecords } from '../../../src/dev/demo/ident-records.ts'
import { type Asset, asset } from '../../../src/model/nouns/asset.ts'

const MEDIA = fileURLToPath(new URL('../../../src/dev/demo/media', import.meta.url))
const MOST_BYTES = 4_000_000
const DURATION_TOLERANCE_MS = 40

const assets: Asset[] = [...demoRecords().filter(({ type }) => type === 'asset'), ...idents].map((record) =>
  asset.parse(record),
)
const files = readdirSync(MEDIA, { recursive: true, encoding: 'utf8' }).filter((name) =>
  statSync(join(MEDIA, name)).isFile(),
)

function committed(url: string): Buffer {
  return readFileSync(join(MEDIA, url.replace('/media/', '')))
}

function urlsOf({ renditions, poster, captions }: Asset): string[] {
  return [...renditions.map(({ url }) => url), poster ?? '', ...captions.map(({ url }) => url)]
}

/** The boxes directly inside a stretch of an MP4 file, as [name, start of content, end]. */
function boxes(file: Buffer, from: number, to: number): [string, number, number][] {
  const found: [string, number, number][] = []
  for (let at = from; at < to; ) {
    const size = file.readUInt32BE(at)
    found.push([file.toString('latin1', at + 4, at + 8), at + 8, at + size])
    at += size
  }
  return found
}

function box(file: Buffer, path: readonly string[]): number {
  let within: [number, number] = [0, file.length]
  for (const name of path) {
    const next = boxes(file, ...within).find(([found]) => found === name)
    if (!next) throw new Error(`no box ${name}`)
    within = [next[1], next[2]]
  }
  return within[0]
}

/** From the movie header, version 0: what a player shows as the video's length. */
function durationMs(file: Buffer): number {
  const header = box(file, ['moov', 'mvhd'])
  return (file.readUInt32BE(header + 16) * 1000) / file.readUInt32BE(header + 12)
}

describe('the committed media', () => {
  it('the committed media hold every file that the catalogue and the idents name, and none besides', () => {
    const named = assets.flatMap(urlsOf).map((url) => url.replace('/media/', ''))
    expect([...files].sort()).toEqual([...new Set(named)].sort())
  })

  it('the committed media weigh less than 4 MB', () => {
    expect(files.reduce((sum, name) => sum + statSync(join(MEDIA, name)).size, 0)).toBeLessThan(MOST_BYTES)
  })

  it.each(assets.map((record) => [record.id, record] as const))(
    'the media of %s play as long as its record says',
    (_id, record) => {
      const mp4 = record.renditions.find(({ type }) => type === 'mp4')
      const took = durationMs(committed(mp4?.url ?? ''))
      expect(Math.abs(took - record.durationMs)).toBeLessThanOrEqual(DURATION_TOLERANCE_MS)
    },
  )

  it('every video starts to play before it is there in full, for its header comes first', () => {
    for (const name of files.filter((file) => file.endsWith('.mp4'))) {
      const file = readFileSync(join(MEDIA, name))
      const order = boxes(file, 0, file.length).map(([box]) => box)
      expect(order.indexOf('moov')).toBeLessThan(order.indexOf('mdat'))
    }
  })

  it('every file of the media is what its name says', () => {
    for (const name of files) {
      const start = readFileSync(join(MEDIA, name)).subarray(0, 12)
      if (name.endsWith('.mp4')) expect(start.toString('latin1', 4, 8)).toBe('ftyp')
      if (name.endsWith('.webm')) expect(start.readUInt32BE(0)).toBe(0x1a45dfa3)
      if (name.endsWith('.jpg')) expect(start.readUInt16BE(0)).toBe(0xffd8)
      if (name.endsWith('.vtt')) expect(start.toString('latin1', 0, 6)).toBe('WEBVTT')
    }
  })

  it('the committed captions are those that are written now (else run src/dev/demo/drawing/make-media.ts)', () => {
    for (const title of demoTitles) {
      for (const language of ['en', title.captions]) {
        expect(committed(`/media/${captionName(title, language)}`).toString()).toBe(captionText(title, language))
      }
    }
  })
})

describe('the house idents', () => {
  it('the house idents are what their generator makes now (else run src/dev/demo/make-catalogue.ts)', () => {
    expect(idents).toEqual(identRecords())
  })

  it('the house idents can be shown anywhere, in both aspects, without a title or a window', () => {
    const records = idents.map((record) => asset.parse(record))
    expect(records.map(({ aspect }) => aspect).sort()).toEqual(['16:9', '16:9', '16:9', '9:16', '9:16', '9:16'])
    for (const record of records) {
      expect(record).toMatchObject({ kind: 'promo', titleId: null, worldwide: true, territories: ['*'] })
      expect(record).toMatchObject({ validFrom: null, validUntil: null, flashRisk: false, band: null })
    }
  })
})
