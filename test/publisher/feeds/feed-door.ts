import { heldToContract } from '../held-to-contract.ts'
import { OPS_TOKEN, type PublisherWorld } from '../publisher-world.ts'
import { asset, title } from '../records.ts'

export const SETTINGS = { format: 'ndjson', owner: 'northlight', territories: ['US', '@dach'], mode: 'full' } as const

/** What came of a request. */
export interface Told<Answer> {
  readonly status: number
  readonly etag: string | null
  readonly body: Answer
}

type Body = string | Uint8Array | object

/** A request to the ops API with headers of its own; the answer is held to its contract. */
export async function ask<Answer = Readonly<Record<string, unknown>>>(
  world: PublisherWorld,
  method: string,
  path: string,
  body?: Body,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told<Answer>> {
  const init = {
    method,
    headers: { authorization: `Bearer ${OPS_TOKEN}`, ...headers },
    ...(body !== undefined && { body: sent(body) }),
  }
  const answer = await heldToContract(method, path, await world.app.request(`/ops/v1${path}`, init, world.environment))
  return { status: answer.status, etag: answer.headers.get('etag'), body: (await answer.json()) as Answer }
}

function sent(body: Body): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** Records as lines. */
export const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** A title and a video of it, as two items. */
export const film = (name: string, more: object = {}) => [title(name), asset(name, more)]

/** Sets a feed up, and delivers so many films. */
export async function startFeed(world: PublisherWorld, feed = 'northlight', films = 0): Promise<void> {
  await ask(world, 'PUT', `/feeds/${feed}`, SETTINGS)
  const records = Array.from({ length: films }, (_, index) => film(`${feed}-${index}`)).flat()
  if (films > 0) await ask(world, 'POST', `/feeds/${feed}/deliveries`, lines(records))
}
