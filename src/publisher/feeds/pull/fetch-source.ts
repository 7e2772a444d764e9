import { BrokenOff, TooManyBytes } from '../../../http/bounded-bytes.ts'
import { canUnpack } from '../../../http/packing.ts'
import { unpacked } from '../../../http/unpacked.ts'
import { UnusablePacking } from '../../../http/unusable-packing.ts'
import type { PullValidators } from '../../../schedule/feeds/stores/pull-store.ts'
import { askSource } from './ask-source.ts'
import type { PulledFeed } from './due-feeds.ts'
import type { FeedSources } from './feed-sources.ts'
import { PullFailure } from './pull-failure.ts'
import { PullTimer } from './pull-timer.ts'
import { announcedLength, sourceBytes } from './source-bytes.ts'

const OK = 200
const NOT_MODIFIED = 304
/** A longer validator is left out: the feed is then fetched whole each time. */
const VALIDATOR_CHARACTERS = 500

type Validators = Pick<PullValidators, 'etag' | 'lastModified'>
type Fetched<Result> = { readonly result: Result; readonly validators: Validators }

/**
 * Fetches a feed's source and hands its bytes over as they come, unpacked.
 *
 * @param known by what the source can tell that nothing has changed; null: all of it is wanted
 * @throws what `use` throws, and what `sourceFault` has words for
 */
export async function fetchSource<Result>(
  sources: FeedSources,
  { feed, url }: Pick<PulledFeed, 'feed' | 'url'>,
  known: Validators | null,
  use: (stream: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Fetched<Result> | 'unchanged'> {
  const { bounds } = sources
  const connection = new AbortController()
  const timer = new PullTimer(bounds.totalMs)
  try {
    const question = { url, headers: conditions(known), secrets: sources.secretsOf(feed) }
    const answer = await askSource(sources, question, timer, connection.signal)
    if (answer.status === NOT_MODIFIED && known !== null) return 'unchanged'
    requireUsable(answer, bounds.bytes)
    const result = await use(sound(unpacked(sourceBytes(answer, timer, bounds))))
    return { result, validators: validatorsOf(answer.headers) }
  } finally {
    timer.stop()
    // Ends what was not read to its end.
    connection.abort()
  }
}

/** The bytes; what is wrong with them is the source's fault, which ends a delivery instead of becoming part of it. */
async function* sound(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw new PullFailure(sourceFault(error) ?? 'The source cannot be read.')
  }
}

function conditions(known: Validators | null): Record<string, string> {
  return {
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  }
}

function validatorsOf(headers: Headers): Validators {
  const short = (name: string) => {
    const text = headers.get(name)
    return text !== null && text.length <= VALIDATOR_CHARACTERS ? text : null
  }
  return { etag: short('etag'), lastModified: short('last-modified') }
}

function requireUsable({ status, headers }: Response, mostBytes: number): void {
  if (status !== OK) throw new PullFailure(`The source answered ${status}.`)
  if (!canUnpack(headers.get('content-encoding'))) {
    throw new PullFailure('The source packs its answer in a way that is not gzip or zstd.')
  }
  if ((announcedLength(headers) ?? 0) > mostBytes) throw new TooManyBytes(mostBytes)
}

/** What was wrong with a source, as a sentence; null: the error has nothing to do with it. */
export function sourceFault(error: unknown): string | null {
  if (error instanceof PullFailure || error instanceof UnusablePacking) return error.message
  if (error instanceof TooManyBytes) return `The source sends more than ${error.maxBytes} bytes.`
  if (error instanceof BrokenOff) return `The source broke off: ${error.message}.`
  return null
}
