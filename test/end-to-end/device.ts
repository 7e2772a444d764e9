import type { Body, Item } from '../edge/device.ts'
import { PATIENCE_MS } from '../setup/eventually.ts'

/** Half of what a test waits for anything: whoever waits for answers to stop has time left to say why. */
const ANSWER_MS = PATIENCE_MS / 2

export interface Asking {
  /** Null: nothing stands in for a place. */
  readonly country?: string | null
  /** The instant that stands in for the clock: what laws allow by night only must not depend on when tests run. */
  readonly now?: string
  readonly token?: string
  readonly body?: unknown
}

/** One request of a device. One that is not answered fails, so that whoever waits for it says which it was. */
export async function ask(edgeUrl: string, path: string, asking: Asking = {}): Promise<Body> {
  const { country = 'DE', now, token, body } = asking
  const context = [...(country === null ? [] : [`country=${country}`]), ...(now === undefined ? [] : [`now=${now}`])]
  const response = await fetch(edgeUrl + path, {
    signal: AbortSignal.timeout(ANSWER_MS),
    headers: {
      ...(context.length === 0 ? {} : { 'x-debug-context': context.join('; ') }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return JSON.parse(text) as Body
}

/** The clips feed, page by page, until it ends. */
export async function allClips(edgeUrl: string, asking: Asking = {}): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  for (let page = 0; page < 50; page++) {
    const body = await ask(
      edgeUrl,
      `/v1/clips?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      asking,
    )
    items.push(...Object.values(body.decisions).flat())
    cursor = body.cursor
    if (cursor === undefined) return items
  }
  throw new Error('the feed does not end')
}

/** Asks for a hero, and reports that it was seen and started; what came of the beacon. */
export async function reportHero(edgeUrl: string, country: string): Promise<unknown> {
  const { token } = await ask(edgeUrl, '/v1/autoplay?surface=home-hero', { country })
  const events = ['impression', 'start'].map((event) => ({ token, position: 0, event, ageMs: 0 }))
  const beacon = await fetch(`${edgeUrl}/v1/events`, { method: 'POST', body: JSON.stringify({ events }) })
  if (beacon.status !== 202) throw new Error(`the beacon was answered with ${beacon.status}`)
  return beacon.json()
}
