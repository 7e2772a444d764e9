import { createHash } from 'node:crypto'
import type { FeedLookups } from '../ingest/feeds/feed-reader.ts'
import type { Rules } from '../model/policies/rules.ts'
import { feedRules } from '../rules/lookup/feed-lookups.ts'

/** What reading a feed asks of the rules, and of the platform that core cannot name. */
export function feedLookups(rules: Rules): FeedLookups {
  return { ...feedRules(rules), decode, sha256, isTimeZone }
}

/** Decodes UTF-8, without believing that it is. */
function decode(bytes: Uint8Array): ReturnType<FeedLookups['decode']> {
  try {
    return { text: STRICT.decode(bytes), isUtf8: true }
  } catch {
    return { text: LENIENT.decode(bytes), isUtf8: false }
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const LENIENT = new TextDecoder()

/** In one go: a feed has a hash for each item, and the platform's own needs a turn of the loop for each. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const zones = new Map<string, boolean>()
/** More names than the world has zones: beyond it somebody is guessing. */
const MOST_ZONES = 2000

/** Whether a name is an IANA time zone. Asking the platform costs more than reading an item, so answers are kept. */
export function isTimeZone(name: string): boolean {
  const known = zones.get(name)
  if (known !== undefined) return known
  if (zones.size >= MOST_ZONES) zones.clear()
  const found = isFormatted(name)
  zones.set(name, found)
  return found
}

function isFormatted(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
