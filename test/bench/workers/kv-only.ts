import type { NaiveEnvironment } from './naive-environment.ts'

/** Reads the keys that it is told, all at once, as bytes, and says how many: the floor of every cold start. */
export default {
  fetch: async (_request: Request, environment: NaiveEnvironment & { readonly KEYS: string }): Promise<Response> => {
    const keys = environment.KEYS.split(' ')
    const values = await Promise.all(keys.map((key) => environment.SNAPSHOTS.get(key, 'arrayBuffer')))
    if (values.includes(null)) return new Response('a key is missing', { status: 500 })
    return new Response(String(values.reduce((sum, value) => sum + (value?.byteLength ?? 0), 0)))
  },
}
