import { expect, it } from 'vitest'
import { feedUrl, feedUrlFault } from '../../../src/model/feeds/feed-url.ts'
import table from './feed-urls.json' with { type: 'json' }

interface Row {
  readonly url: string
  readonly loopback?: boolean
  /** Beside 443. */
  readonly ports?: readonly string[]
  /** Part of what is wrong; left out: it may be fetched. */
  readonly fault?: string
}
const rows: readonly Row[] = table

it.each(rows)('a feed is fetched from public https addresses alone: $url', ({ url, loopback, ports, fault }) => {
  const found = feedUrlFault(url, { loopback: loopback ?? false, ports: ports ?? [] })
  if (fault === undefined) expect(found).toBeNull()
  else expect(found).toContain(fault)
})

it('settings keep an address in its normal form, and refuse what no deployment would fetch', () => {
  expect(feedUrl.parse('https://FEEDS.example.com:443/a/../b')).toBe('https://feeds.example.com/b')
  for (const { url, fault } of rows) {
    // Which ports are open, and whether it is local, only a deployment knows.
    const isLocal = feedUrlFault(url, { loopback: true, ports: [] }) === null
    if (fault === undefined || fault === 'on port 443' || isLocal) continue
    expect(feedUrl.safeParse(url).success, url).toBe(false)
  }
})
