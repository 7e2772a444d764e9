import { type Asked, AUTOPLAY, newContexts } from '../catalogue/asked.ts'
import { getOnce } from '../load/get-once.ts'
import { rawRequest } from '../load/raw-request.ts'
import type { EdgeProduct } from '../product/edge.ts'

/** So many contexts in turn that none is still at hand when it comes again. */
const BEYOND = 1024
const VIEWERS = 16
/** Answers that a session has behind it. */
const ANSWERS_BEFORE = 5
/** A fresh isolate has its snapshot by then, on a busy machine too. */
const FRESH_MS = 60_000

const query = ({ surface, device, codecs, maxHeight, language, cap }: Asked) =>
  `/v1/autoplay?surface=${surface}&device=${device}&codecs=${codecs.join(',')}&maxHeight=${maxHeight}` +
  `&language=${language}&maxAge=${cap}`

/** A few contexts that everybody asks from. */
export const HOT_PATHS: readonly string[] = (['tv', 'mobile', 'web', 'tablet'] as const).flatMap((device) =>
  ['en', 'es'].map((language) => query({ ...AUTOPLAY, device, language })),
)

/** Guests of very many contexts. */
export function guestRequests(): readonly string[] {
  return newContexts(AUTOPLAY, BEYOND).map((asked) => rawRequest(query(asked)))
}

/** The pages that a viewer with token and session asks for, beside one winner. */
const CLIPS_PATH = '/v1/clips?limit=10&device=mobile&codecs=avc,hevc&maxHeight=1080&language=en'
const TILES_PATH = '/v1/decisions?device=tv&codecs=avc,hevc&maxHeight=1080&language=en'
const TILES = 50
const TILES_BODY = JSON.stringify({
  placements: Array.from({ length: TILES }, (_, tile) => ({ id: `tile-${tile}`, surface: 'browse-tile' })),
})

/**
 * What the product is asked, what most devices ask first: by viewers with token and session one winner, a page of clips
 * and a screen of tiles; by guests from a few contexts, and from very many.
 */
export async function productRequests(product: EdgeProduct, port: number) {
  await freshAnswer(port)
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, (_, viewer) => viewerHeaders(product, port, viewer)),
  )
  const [one = {}] = viewers
  mustShow(await ask(port, CLIPS_PATH, one), 10)
  mustShow(await ask(port, TILES_PATH, one, TILES_BODY), TILES)
  return [
    {
      name: VIEWER_REQUESTS,
      requests: HOT_PATHS.flatMap((path) => viewers.map((headers) => rawRequest(path, headers))),
    },
    { name: 'clips page of 10', requests: viewers.map((headers) => rawRequest(CLIPS_PATH, headers)) },
    { name: `${TILES} tiles`, requests: viewers.map((headers) => rawRequest(TILES_PATH, headers, TILES_BODY)) },
    { name: 'guests, hot contexts', requests: HOT_PATHS.map((path) => rawRequest(path)) },
    { name: 'guests, contexts beyond the cache', requests: guestRequests() },
  ] as const
}

/** Most of the traffic, and the row to look at. */
export const VIEWER_REQUESTS = 'viewer token and session'

interface Answer {
  readonly session: string
  readonly snapshot: { readonly rung: string }
  readonly decisions: Readonly<Record<string, readonly unknown[]>>
}

async function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answer> {
  // The product's own answer; only a few fields are looked at.
  return JSON.parse(await getOnce(port, path, headers, body)) as Answer
}

/** An empty page would be measured as a fast one; a small schedule does not fill it. */
function mustShow({ decisions }: Answer, wanted: number): void {
  const shown = Object.values(decisions).reduce((sum, items) => sum + items.length, 0)
  if (shown === 0) throw new Error(`none of ${wanted} items is shown`)
}

/** Asks until the snapshot answers and there is a winner: anything else is not what is to be measured. */
async function freshAnswer(port: number): Promise<void> {
  const until = performance.now() + FRESH_MS
  for (;;) {
    const { snapshot, decisions } = await ask(port, HOT_PATHS[0] ?? '', {})
    if (snapshot.rung === 'fresh') {
      if (Object.keys(decisions).length === 0) throw new Error('the snapshot has nothing for the hot contexts')
      return
    }
    if (performance.now() > until) throw new Error(`the edge worker stays at rung ${snapshot.rung}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A viewer's token, and the session after some answers. */
async function viewerHeaders(product: EdgeProduct, port: number, viewer: number): Promise<Record<string, string>> {
  const headers: Record<string, string> = { authorization: `Bearer ${await product.viewerToken(viewer)}` }
  for (let answer = 0; answer < ANSWERS_BEFORE; answer++) {
    const { session } = await ask(port, HOT_PATHS[answer % HOT_PATHS.length] ?? '', headers)
    headers['x-session'] = session
  }
  return headers
}
