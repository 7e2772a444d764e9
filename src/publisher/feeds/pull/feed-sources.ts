import { z } from 'zod'
import { feedId } from '../../../model/feeds/feed-settings.ts'
import type { FetchRules } from '../../../model/feeds/feed-url.ts'
import type { PublisherEnvironment } from '../../environment.ts'
import { PULL_BOUNDS, type PullBounds } from './pull-bounds.ts'
import { PullFailure } from './pull-failure.ts'

/** A request to a source. Redirects are followed by whoever asks, never by the platform. */
export interface SourceRequest {
  readonly headers: Record<string, string>
  readonly redirect: 'manual'
  readonly signal: AbortSignal
}

/** How feeds are fetched. */
export interface FeedSources {
  readonly fetch: (url: string, request: SourceRequest) => Promise<Response>
  readonly rules: FetchRules
  readonly bounds: PullBounds
  /**
   * The secret headers of a feed; none: it has none.
   * @throws PullFailure when the deployment's secrets cannot be read
   */
  readonly secretsOf: (feed: string) => Readonly<Record<string, string>>
}

const secrets = z.record(
  feedId,
  z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), z.string().regex(/^[\t\x20-\x7e]{1,4000}$/)),
)
const PORTS = /^(?:\d{1,5}(?:,\d{1,5})*)?$/

/** How this deployment fetches feeds, as its environment says. */
export function feedSources(
  environment: Pick<PublisherEnvironment, 'FEED_SECRETS' | 'FEED_PORTS' | 'FEED_LOOPBACK'>,
  fetch: FeedSources['fetch'],
): FeedSources {
  const { FEED_SECRETS = '{}', FEED_PORTS = '', FEED_LOOPBACK = '' } = environment
  const ports = PORTS.test(FEED_PORTS) ? FEED_PORTS.split(',') : []
  return {
    fetch,
    rules: { loopback: FEED_LOOPBACK === 'on', ports },
    bounds: PULL_BOUNDS,
    secretsOf(feed) {
      const parsed = secrets.safeParse(jsonOf(FEED_SECRETS))
      if (parsed.success) return parsed.data[feed] ?? {}
      // Nothing of it is quoted: it holds secrets.
      throw new PullFailure('The secret FEED_SECRETS is not JSON like {"<feed>":{"<header>":"<value>"}}.')
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
