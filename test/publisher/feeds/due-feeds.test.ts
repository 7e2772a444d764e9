import { expect, it } from 'vitest'
import { isDue } from '../../../src/publisher/feeds/pull/due-feeds.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const feed = { feed: 'northlight', revision: 3, url: 'https://feeds.example.com/x', everyMinutes: 60 }
const pulled = (minutesAgo: number, revision = 3) => ({
  at: NOW - minutesAgo * MINUTE,
  revision,
  outcome: 'failed' as const,
  why: 'The source answered 500.',
  validators: null,
})

it.each([
  { name: 'that was never fetched', last: null, due: true },
  { name: 'that was fetched just now', last: pulled(0), due: false },
  { name: 'whose turn comes after the next run of the cron', last: pulled(56), due: false },
  { name: 'whose turn is nearer to this run than to the next', last: pulled(58), due: true },
  { name: 'whose turn has come', last: pulled(60), due: true },
  { name: 'whose settings have changed since', last: pulled(1, 2), due: true },
])('whether it is the turn of a feed $name: $due', ({ last, due }) => {
  expect(isDue(feed, last, NOW)).toBe(due)
})

it('a feed of every five minutes is fetched by each run of the cron, though each begins a little later', () => {
  const often = { ...feed, everyMinutes: 5 }
  expect(isDue(often, pulled(4.9), NOW)).toBe(true)
})
