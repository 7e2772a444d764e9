import { feedUrlFault } from '../../../model/feeds/feed-url.ts'
import type { FeedSources } from './feed-sources.ts'
import { PullFailure } from './pull-failure.ts'
import type { PullTimer } from './pull-timer.ts'

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Servers refuse clients that do not say who they are. */
const PLAIN_HEADERS = { accept: '*/*', 'user-agent': 'firstframe-feeds/1' }

/** What is asked of a source. */
export interface Question {
  readonly url: string
  /** Sent wherever it leads. */
  readonly headers: Readonly<Record<string, string>>
  /** Sent to the origin of `url`, and to no other. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Asks a source, and follows its redirects, each of which must be an address that is allowed as well.
 * @throws PullFailure
 */
export async function askSource(
  { fetch, rules, bounds }: FeedSources,
  question: Question,
  timer: PullTimer,
  signal: AbortSignal,
): Promise<Response> {
  const home = originOf(question.url)
  let url = question.url
  for (let redirects = 0; ; redirects += 1) {
    const fault = feedUrlFault(url, rules)
    if (fault !== null) throw new PullFailure(`${whereTo(url, redirects)} is not allowed: ${fault}.`)
    const secrets = originOf(url) === home ? question.secrets : {}
    const headers = { ...PLAIN_HEADERS, ...question.headers, ...secrets }
    const asked = fetch(url, { headers, redirect: 'manual', signal }).catch(() => {
      // What the platform says of it may quote the address.
      throw new PullFailure(`${whereTo(url, redirects)} cannot be reached.`)
    })
    const answer = await timer.within(asked, bounds.firstByteMs, `${whereTo(url, redirects)} did not answer`)
    if (!REDIRECTS.has(answer.status)) return answer
    await answer.body?.cancel()
    if (redirects === bounds.redirects) throw new PullFailure(`It redirects more than ${bounds.redirects} times.`)
    url = nextUrl(url, answer.headers.get('location'))
  }
}

function nextUrl(url: string, location: string | null): string {
  try {
    if (location !== null) return new URL(location, url).href
  } catch {
    // As without one.
  }
  throw new PullFailure(`${withoutQuery(url)} redirects to nowhere.`)
}

function whereTo(url: string, redirects: number): string {
  return redirects === 0 ? 'The address of the feed' : `${withoutQuery(url)}, where it redirects to,`
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null
}

function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return 'An address'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`.slice(0, 200)
}
