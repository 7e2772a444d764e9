import type { PublisherWorld } from '../publisher-world.ts'
import { OPS_TOKEN } from '../publisher-world.ts'

/** Pushes a file as it is. */
export async function pushText(world: PublisherWorld, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}`, 'x-firstframe-client': 'tests' }
  return world.app.request('/ops/v1/learned', { method: 'POST', headers, body }, world.environment)
}

/** Lets regions serve a run, or all. */
export function activate(world: PublisherWorld, id: string, ...regions: string[]): Promise<Response> {
  const where = regions.length === 0 ? {} : { regions }
  return world.ops('POST', `/learned/${id}/activate`, { ...where, reason: 'the night' })
}

/** Which run a region is to serve, and which its live snapshot and its canary have. */
export interface ServedThere {
  readonly run: string | null
  readonly live: string | null
  readonly canary: string | null
}

/** What the list of runs says of a region. */
export async function servedIn(world: PublisherWorld, region: string): Promise<ServedThere> {
  const list = await (await world.ops('GET', '/learned')).json()
  const { regions } = list as { regions: (ServedThere & { region: string })[] }
  const found = regions.find((each) => each.region === region)
  return { run: found?.run ?? null, live: found?.live ?? null, canary: found?.canary ?? null }
}

/** Keys of storage under which runs lie. */
export function storedRuns(world: PublisherWorld): readonly string[] {
  return [...world.sink.values.keys()].filter((key) => key.startsWith('learned/'))
}
