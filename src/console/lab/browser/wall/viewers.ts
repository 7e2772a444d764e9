import type { WallViewer } from './ask-place.ts'

/** Where a local stack gives the lab tokens of invented viewers; a deployed one has none. */
const VIEWERS_PATH = '/lab/viewers'

/** Whoever shows no token. */
export const GUEST: WallViewer = { name: 'guest', token: null }

/** The viewers that this stack can sign for, by the value of their control; always the guest. */
export async function wallViewers(): Promise<ReadonlyMap<string, WallViewer>> {
  const guest: readonly [string, WallViewer] = ['guest', GUEST]
  try {
    const answer = await fetch(VIEWERS_PATH)
    if (!answer.ok) return new Map([guest])
    const tokens = Object.entries((await answer.json()) as Readonly<Record<string, string>>)
    const signed = tokens.map(([name, token]): readonly [string, WallViewer] => [name, { name, token }])
    return new Map([guest, ...signed])
  } catch {
    return new Map([guest])
  }
}
