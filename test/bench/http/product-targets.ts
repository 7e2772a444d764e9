import { type Asked, AUTOPLAY, newContexts } from '../asked.ts'
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

/** What the product is asked: by guests from a few contexts, by guests from very many, and by viewers with a session. */
export async function productRequests(product: EdgeProduct, port: number) {
  await freshAnswer(port)
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, (_, viewer) => viewerHeaders(product, port, viewer)),
  )
  return [
    { name: 'hot contexts', requests: HOT_PATHS.map((path) => rawRequest(path)) },
    { name: 'contexts beyond the cache', requests: guestRequests() },
    {
      name: 'viewer token and session',
      requests: HOT_PATHS.flatMap((path) => viewers.map((headers) => rawRequest(path, headers))),
    },
  ] as const
}

interface Answer {
  readonly session: string
  readonly snapshot: { readonly rung: string }
  readonly decisions: Readonly<Record<string, unknown>>
}

async function ask(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  // The product's own answer; only a few fields are looked at.
  return JSON.parse(await getOnce(port, path, headers)) as Answer
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
