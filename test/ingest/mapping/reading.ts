import { createHash } from 'node:crypto'
import type { FeedReading } from '../../../src/ingest/feeds/feed-reader.ts'
import { feedSettings } from '../../../src/model/feeds/feed-settings.ts'

/** How a test feed called `north` is read; `feed` are its settings beside the least. */
export function aReading(feed: Record<string, unknown> = {}, changes: Partial<FeedReading> = {}): FeedReading {
  return {
    feedId: 'north',
    feed: feedSettings.parse({ format: 'ndjson', owner: 'partners', territories: ['US'], ...feed }),
    now: Date.parse('2026-11-30T00:00:00Z'),
    decode: decodeUtf8,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    territoriesOf: (selectors) => selectors.filter((selector) => /^[A-Z]{2}$/.test(selector)).sort(),
    ratingsOf: (system, label, territories) =>
      system === 'MPAA' && territories.includes('US') ? [{ territory: 'US', system: 'MPA', label }] : [],
    isTimeZone: (name) => name === 'UTC' || name.includes('/'),
    ...changes,
  }
}

function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isUtf8: true }
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), isUtf8: false }
  }
}
