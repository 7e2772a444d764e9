import { z } from 'zod'
import { isPlainPublicHost, isPublicHost } from './public-host.ts'

const LONGEST = 600
const WANTED = 'an absolute https URL, or a path like /media/x.mp4'

const NOT_PLAIN = /[^A-Za-z0-9._~/-]/
const SCHEME = 'https://'

const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}"<>\\^`{|}]/u
const ENCODED_CONTROL = /%(?:[01][0-9a-f]|7f)/i
const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i
/** Scheme and authority: the authority must be present, without a user. */
const AUTHORITY = /^https:\/\/[^/?#@]+(?=[/?#]|$)/
/** Placeholder for the media origin while a path is parsed. */
const ANY_ORIGIN = 'https://origin.invalid'

/** A media URL in its normal form, or what is wrong with it. */
export type ReadMediaUrl = { readonly url: string } | { readonly hint: string }

/**
 * Parses a media URL: absolute https to a public host, root-relative to `MEDIA_ORIGIN`, or `/@alias/…` at the origin of
 * an alias. The normal form is that of the URL Standard's parser, so that every device reads the same address. Never
 * throws.
 */
export function readMediaUrl(text: string): ReadMediaUrl {
  if (isPlain(text)) return { url: text }
  const hint = faultOf(text)
  if (hint !== null) return { hint }
  const read = text.startsWith('/') ? readPath(text) : readAbsolute(text)
  if ('url' in read && read.url.length > LONGEST) return { hint: `at most ${LONGEST} characters, escapes written out` }
  return read
}

/** The last host found to be plain: a catalogue's media have few hosts. */
let plainHost = ''

function isPlain(text: string): boolean {
  let path = 0
  if (text.startsWith(SCHEME)) {
    path = text.indexOf('/', SCHEME.length)
    if (path < 0 || !isPlainHost(text.slice(SCHEME.length, path))) return false
  }
  // An alias is plain as well: a catalogue that is fed from CDNs has no other paths.
  const rest = text.startsWith('/@') ? `/${text.slice(2)}` : text.slice(path)
  return (
    rest.length > 1 && rest.startsWith('/') && !NOT_PLAIN.test(rest) && !rest.includes('//') && !rest.includes('/.')
  )
}

function isPlainHost(host: string): boolean {
  if (host === plainHost) return true
  if (!isPlainPublicHost(host)) return false
  plainHost = host
  return true
}

/** What is wrong with the text before it is parsed, because a parser silently repairs faults. */
function faultOf(text: string): string | null {
  if (FORBIDDEN.test(text)) return `${WANTED}; write spaces, quotes and the like as %20, %22 …`
  if (ENCODED_CONTROL.test(text)) return `${WANTED}, without control characters, encoded ones too`
  if (BROKEN_ESCAPE.test(text)) return `${WANTED}; a percent sign by itself is written %25`
  if (text.startsWith('//')) return `${WANTED}; // leads to another host: write https:// before it`
  if (!text.startsWith('/') && !AUTHORITY.test(text)) return `${WANTED}, with a host and without user or password`
  return null
}

function readPath(text: string): ReadMediaUrl {
  if (leavesPrefix(text)) return { hint: `${WANTED}; its .. must not lead out of its first folder` }
  const parsed = parse(text, ANY_ORIGIN)
  if (parsed === null || parsed.pathname === '/') return { hint: WANTED }
  if (parsed.pathname.startsWith('//')) return { hint: `${WANTED}; // leads to another host` }
  return { url: parsed.pathname + parsed.search + parsed.hash }
}

function readAbsolute(text: string): ReadMediaUrl {
  const parsed = parse(text)
  if (parsed === null) return { hint: WANTED }
  const { hostname, port, href } = parsed
  if (!isPublicHost(hostname) || port === '0') {
    return { hint: `${WANTED}; the host is a public name like media.example.com, not an address of one network` }
  }
  return { url: href }
}

/** Whether dot segments, encoded or not, leave the first folder of a path. */
function leavesPrefix(text: string): boolean {
  let depth = 0
  for (const segment of text
    .replace(/[?#].*$/s, '')
    .slice(1)
    .split('/')) {
    const dots = segment.replace(/%2e/gi, '.')
    if (dots === '.') continue
    if (dots !== '..') depth += 1
    else if (depth <= 1) return true
    else depth -= 1
  }
  return false
}

function parse(text: string, base?: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}

/** A media URL, kept in its normal form. */
export const mediaUrl = z
  .string()
  .max(LONGEST, { abort: true })
  .regex(/^(https:\/\/[^\s"<>\\]+|\/(?!\/)[^\s"<>\\]*)$/, { error: WANTED, abort: true })
  .check((checked) => {
    const read = readMediaUrl(checked.value)
    if ('url' in read) checked.value = read.url
    else
      checked.issues.push({
        code: 'custom',
        message: read.hint,
        input: checked.value,
        params: { rule: 'wrong-format' },
      })
  })
