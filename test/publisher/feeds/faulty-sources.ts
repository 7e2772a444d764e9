import type { ServerResponse } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { PullBounds } from '../../../src/publisher/feeds/pull/pull-bounds.ts'

/** What a source can do wrong. */
export interface FaultySource {
  readonly name: string
  readonly answer: (response: ServerResponse, path: string) => void
  /** Shorter ones than in production, so that a test need not wait. */
  readonly bounds?: Partial<PullBounds>
  /** What is said of it. */
  readonly why: RegExp
}

const redirect =
  (location: string): FaultySource['answer'] =>
  (response) =>
    response.writeHead(302, { location }).end()
const trickle = (response: ServerResponse) => {
  const timer = setInterval(() => response.write('<item/>'), 20)
  response.on('close', () => clearInterval(timer))
}

export const FAULTY_SOURCES: readonly FaultySource[] = [
  { name: 'answers 500', answer: (r) => r.writeHead(500).end('oh no'), why: /answered 500/ },
  { name: 'answers 503', answer: (r) => r.writeHead(503, { 'retry-after': '60' }).end(), why: /answered 503/ },
  { name: 'answers 429', answer: (r) => r.writeHead(429).end(), why: /answered 429/ },
  { name: 'answers 404', answer: (r) => r.writeHead(404).end(), why: /answered 404/ },
  { name: 'answers a part, 206', answer: (r) => r.writeHead(206).end('<rss>'), why: /answered 206/ },
  { name: 'answers 204', answer: (r) => r.writeHead(204).end(), why: /answered 204/ },
  { name: 'says unchanged unasked', answer: (r) => r.writeHead(304).end(), why: /answered 304/ },
  {
    name: 'never answers',
    answer: () => undefined,
    bounds: { firstByteMs: 50 },
    why: /did not answer for 0.05 seconds/,
  },
  {
    name: 'falls silent',
    answer: (r) => r.write('<rss>'),
    bounds: { silenceMs: 50 },
    why: /sent nothing more for 0.05 seconds/,
  },
  { name: 'goes on for ever, slowly', answer: trickle, bounds: { totalMs: 300 }, why: /took more than 0.005 minutes/ },
  {
    name: 'sends half of what it announced and hangs up',
    answer: (r) => r.writeHead(200, { 'content-length': '1000' }).write('<rss>', () => r.destroy()),
    why: /broke off/,
  },
  { name: 'hangs up before it answers', answer: (r) => r.destroy(), why: /cannot be reached/ },
  {
    name: 'hangs up in the middle of chunks',
    answer: (r) => r.write('<rss>', () => r.destroy()),
    why: /broke off/,
  },
  {
    name: 'sends half a gzip file',
    answer: (r) => r.end(gzipSync('<rss>a feed of some length</rss>').subarray(0, 30)),
    why: /broke off: the gzip bytes end too early/,
  },
  { name: 'sends a gzip bomb', answer: (r) => r.end(gzipSync(new Uint8Array(8_000_000))), why: /over 500 times/ },
  {
    name: 'packs with Brotli',
    answer: (r) => r.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('<rss/>')),
    why: /not gzip or zstd/,
  },
  {
    name: 'announces too much',
    answer: (r) => r.writeHead(200, { 'content-length': '2000' }).end('x'.repeat(2000)),
    bounds: { bytes: 1000 },
    why: /more than 1000 bytes/,
  },
  {
    name: 'sends too much, unannounced',
    answer: (r) => {
      r.write('x'.repeat(900))
      r.end('x'.repeat(900))
    },
    bounds: { bytes: 1000 },
    why: /more than 1000 bytes/,
  },
  {
    name: 'redirects to the metadata of a cloud',
    answer: redirect('https://169.254.169.254/'),
    why: /not allowed.*public name/,
  },
  { name: 'redirects to it as one number', answer: redirect('//2852039166/latest'), why: /not allowed/ },
  { name: 'redirects to http', answer: redirect('http://feeds.example.com/x'), why: /not allowed: an https URL/ },
  { name: 'redirects to a file', answer: redirect('file:///etc/passwd'), why: /not allowed: an https URL/ },
  { name: 'redirects to another port', answer: redirect('https://feeds.example.com:22/'), why: /on port 443/ },
  { name: 'redirects with a user', answer: redirect('https://me@feeds.example.com/'), why: /without user/ },
  { name: 'redirects in a circle', answer: redirect('/feed.xml'), why: /more than 5 times/ },
  { name: 'redirects to nowhere', answer: (r) => r.writeHead(302).end(), why: /redirects to nowhere/ },
  { name: 'redirects to what is no address', answer: redirect('https://['), why: /redirects to nowhere/ },
]
