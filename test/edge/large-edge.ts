import { largeSchedule, largeShards } from '../bench/catalogue/large-snapshot.ts'
import { type Item, until } from './device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from './edge-world.ts'
import { publish } from './publish.ts'

/** Enough for a feed to have a choice, few enough that it compiles in a moment. */
const CANDIDATES = 3000

export interface LargeEdge {
  readonly world: EdgeWorld
  readonly edge: EdgeIsolate
  readonly genresOf: (item: Pick<Item, 'titleId'>) => readonly string[]
}

/** An edge that serves the made-up schedule in North America. */
export async function startLargeEdge(variables: Readonly<Record<string, string>> = {}): Promise<LargeEdge> {
  const genres = new Map<string, readonly string[]>(
    largeSchedule(CANDIDATES).titles.map(({ id, genres: of }) => [id, of]),
  )
  const world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', ...variables } })
  const edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'na', [...largeShards(CANDIDATES)])
  await until(edge, 'na', ({ rung }) => rung === 'fresh')
  return { world, edge, genresOf: ({ titleId }) => genres.get(titleId ?? '') ?? [] }
}
