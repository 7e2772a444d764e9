import { boundedChunks } from '../../../../src/http/bounded-bytes.ts'
import { prepare, type StoreAddress, work } from './delivery.ts'
import { READERS, readAndMap } from './reading.ts'

const MOST_BYTES = 2_000_000_000

async function answer(request: Request, environment: StoreAddress): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url)
  const [what, items] = [searchParams.get('what') ?? '', Number(searchParams.get('items') ?? '0')]
  switch (pathname) {
    case '/read':
      return READERS[what]?.(items)
    case '/stream':
      return readAndMap('mrss', boundedChunks(request, MOST_BYTES))
    case '/prepare':
      return prepare(searchParams.get('name') ?? '', items)
    case '/work':
      return work(what, environment)
    default:
      return null
  }
}

/** The product's own functions around feeds, asked by the bench one at a time; nothing in `src/` knows of it. */
export default {
  fetch: (request, environment) =>
    answer(request, environment).then(
      (body) => Response.json(body),
      (error: unknown) => new Response(error instanceof Error ? error.stack : String(error), { status: 500 }),
    ),
} satisfies ExportedHandler<StoreAddress>
