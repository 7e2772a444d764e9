import { feedSources } from '../../../src/publisher/feeds/pull/feed-sources.ts'
import { fetchAsSent } from '../../../src/publisher/feeds/pull/fetch-as-sent.ts'
import { fetchSource, sourceFault } from '../../../src/publisher/feeds/pull/fetch-source.ts'
import { PULL_BOUNDS, type PullBounds } from '../../../src/publisher/feeds/pull/pull-bounds.ts'

/** What the Worker below is asked. */
export interface Asked {
  readonly url: string
  readonly bounds: Partial<PullBounds>
  readonly etag: string | null
}

/** A Worker that fetches a feed's source, and answers with its text. */
export default {
  async fetch(request: Request): Promise<Response> {
    // Our own test's question.
    const { url, bounds, etag } = (await request.json()) as Asked
    const sources = { ...feedSources({ FEED_LOOPBACK: 'on' }, fetchAsSent), bounds: { ...PULL_BOUNDS, ...bounds } }
    const known = etag === null ? null : { etag, lastModified: null }
    try {
      return Response.json(await fetchSource(sources, { feed: 'northlight', url }, known, textOf))
    } catch (error) {
      return Response.json({ why: sourceFault(error) ?? String(error) })
    }
  },
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true })
  return text
}
