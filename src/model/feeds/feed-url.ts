import { z } from 'zod'
import { isPublicHost } from '../fields/public-host.ts'

const LONGEST = 600
const WANTED = 'an https URL, like https://feeds.example.com/catalog.xml'
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/

/** What a deployment may fetch beyond https on port 443. */
export interface FetchRules {
  /** Whether it may fetch from its own machine, http too: only a local stack may. */
  readonly loopback: boolean
  /** Ports beside 443; null: any. */
  readonly ports: readonly string[] | null
}

/**
 * What is wrong with an address that a feed is to be fetched from, or is redirected to; null: nothing. It must be https to
 * a public name, so that nobody makes the publisher ask machines of its own network. What a name resolves to cannot be
 * looked up in a Worker: a public name may still lead to a private address (DNS rebinding). Workers reach such addresses
 * only where the account has connected a private network to them; connect none to the publisher.
 */
export function feedUrlFault(text: string, rules: FetchRules): string | null {
  const url = parse(text)
  if (url === null) return WANTED
  if (url.username !== '' || url.password !== '') return `${WANTED}, without user or password: FEED_SECRETS has those`
  if (LOOPBACK.test(url.hostname) && rules.loopback) return /^https?:$/.test(url.protocol) ? null : WANTED
  if (url.protocol !== 'https:') return WANTED
  if (!isPublicHost(url.hostname))
    return `${WANTED}; the host is a public name, not an address or a name of one network`
  if (url.port === '' || rules.ports === null || rules.ports.includes(url.port)) return null
  return `${WANTED}, on port 443 or one that FEED_PORTS names`
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** As settings may name it anywhere: whether this deployment fetches it is known when it does. */
const ANYWHERE: FetchRules = { loopback: true, ports: null }

/** The address that a feed is fetched from, in the normal form of the URL Standard. */
export const feedUrl = z
  .string()
  .max(LONGEST, { abort: true })
  .regex(/^https?:\/\/[^\s"<>\\]+$/, { error: WANTED, abort: true })
  .check((checked) => {
    const message = feedUrlFault(checked.value, ANYWHERE)
    if (message === null) checked.value = new URL(checked.value).href
    else checked.issues.push({ code: 'custom', message, input: checked.value, params: { rule: 'wrong-format' } })
  })
