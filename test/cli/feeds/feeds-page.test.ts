import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { feedLookups } from '../../../src/feeds/feed-lookups.ts'
import { readMrss } from '../../../src/ingest/formats/mrss/read-mrss.ts'
import { checkContent } from '../../../src/ingest/parse-line.ts'
import { feedSettings } from '../../../src/model/feeds/feed-settings.ts'
import { FEED_FORMAT_NAMES, FEED_FORMATS } from '../../../src/model/messages/feed-formats.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { readFeed } from '../../ingest/formats/read-feed.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../src/cli/feeds/README.md'), 'utf8')

/** What a setting is where nobody sets it, as the page writes it. */
function defaultOf(setting: z.core.$ZodType): string {
  if (!(setting instanceof z.ZodDefault)) return '**needed**'
  const value: unknown = setting.def.defaultValue
  return `\`${JSON.stringify(value)}\``
}

describe('the page of the feeds', () => {
  it.each(FEED_FORMAT_NAMES)('the page has the format %s, with its meaning and its media type', (name) => {
    const { about, contentType } = FEED_FORMATS[name]
    const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${name}\` | ${about} |`))
    expect(row?.split('|')[4]?.trim()).toBe(`\`${contentType}\``)
  })

  it('the page has every setting of a feed, in their order, with its meaning and its default', () => {
    const rows = Object.entries(feedSettings.shape).map(([name, setting]) => {
      return `| \`${name}\` | ${setting.description} | ${defaultOf(setting)} |`
    })
    expect(PAGE).toContain(rows.join('\n'))
  })

  it('the item of Media RSS on the page is taken in without any finding', async () => {
    const [, document = ''] = /```xml\n(.*?)```/s.exec(PAGE) ?? []
    const feed = feedSettings.parse({ format: 'mrss', owner: 'northlight', territories: ['US', '@dach'] })
    const reading = { ...feedLookups(bundledRules()), feedId: 'northlight', feed, now: Date.UTC(2026, 10, 22) }
    const { items, fault } = await readFeed(readMrss, reading, document)
    expect([fault, items.map(({ findings }) => findings)]).toEqual([null, [[]]])
    const drafts = items.flatMap((item) => item.drafts)
    expect(drafts.map(({ type }) => type)).toEqual(['title', 'asset'])
    for (const draft of drafts) expect(checkContent(draft, 1)).not.toHaveProperty('refused')
  })
})
