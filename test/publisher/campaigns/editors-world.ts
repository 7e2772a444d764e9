import { startAccessWorld } from '../access/access-world.ts'
import { asset, campaign, title } from '../records.ts'

/** The campaign that is on the air in Germany, as it was sent. */
export const ONE = campaign('one', ['one'], { territories: ['DE'] })

/** An answer of the ops API. */
export interface Answered {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly next?: { readonly campaign: Record<string, unknown> } | null }
}

type Sent = object | readonly object[] | string

/** People who may all edit and approve campaigns, with a campaign on the air. */
export async function startEditorsWorld() {
  const everywhere = ['anna', 'ben', 'cara'].map((who) => ({
    who: `${who}@example.com`,
    role: 'editor',
    regions: ['*'],
  }))
  const world = await startAccessWorld([
    ...everywhere,
    { who: 'berlin@example.com', role: 'editor', regions: ['dach'] },
    { who: 'robot', role: 'editor', regions: ['*'] },
  ])
  await world.ingest(title('one'), asset('one'), ONE)

  /** A request of `anna` and others, who have seen what is there (`*`), unless they say otherwise. */
  async function ask(who: string, method: string, path: string, body?: Sent, more: object = {}): Promise<Answered> {
    const jwt = await world.token(who === 'robot' ? who : `${who}@example.com`)
    const isLines = Array.isArray(body)
    const headers = {
      'cf-access-jwt-assertion': jwt,
      'content-type': isLines ? 'application/x-ndjson' : 'application/json',
      ...('if-none-match' in more || (method !== 'PUT' && method !== 'POST') ? {} : { 'if-match': '*' }),
      ...more,
    }
    const sent = isLines ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : body
    const answer = await world.as(jwt, method, path, sent, headers)
    return { status: answer.status, body: (await answer.json()) as Answered['body'] }
  }
  return {
    ...world,
    ask,
    show: (id = 'cmp_one') => ask('anna', 'GET', `/campaigns/${id}`),
    put: (who: string, record: object, id = 'cmp_one') => ask(who, 'PUT', `/campaigns/${id}`, record),
    /** A new campaign. */
    make: (who: string, record: { readonly id: string; readonly [field: string]: unknown }) =>
      ask(who, 'PUT', `/campaigns/${record.id}`, record, { 'if-none-match': '*' }),
    act: (who: string, verb: string, id = 'cmp_one') =>
      ask(who, 'POST', `/campaigns/${id}/${verb}`, { reason: 'a reason' }),
    bulk: (who: string, change: object) =>
      ask(who, 'POST', '/campaigns/bulk', { ids: ['cmp_one'], reason: 'a reason', ...change }),
    undo: (who: string, change: unknown) => ask(who, 'POST', `/changes/${String(change)}/undo`, { reason: 'a reason' }),
  }
}

export type EditorsWorld = Awaited<ReturnType<typeof startEditorsWorld>>
