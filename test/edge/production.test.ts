import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, type Body } from './device.ts'
import { type EdgeWorld, startEdgeWorld } from './edge-world.ts'

/** `DEBUG_CONTEXT` is not `on`: place and clock are the platform's, whatever anybody sends or sets. */
let world: EdgeWorld

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'true', DEBUG_COUNTRY: 'DE' } })
})
afterAll(() => world.close())

const at = async (cf: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Body> => {
  const response = await world.miniflare.dispatchFetch('http://edge/v1/autoplay', { cf, headers })
  expect(response.status).toBe(200)
  // Our own service's answer.
  return (await response.json()) as Body
}

it("place is the platform's word alone: what it does not know is the unknown place, never a guess", async () => {
  const expected = { DE: 'DE', US: 'US', XK: 'XK', XX: 'XX', T1: 'XX', EU: 'XX', UK: 'XX', de: 'XX', '': 'XX' }
  for (const [country, territory] of Object.entries(expected)) {
    expect((await at({ country })).territory, country).toBe(territory)
  }
  // Miniflare would fill in a country that is left out.
  expect((await at({ country: null })).territory).toBe('XX')
})

it('no header stands in for place or clock', async () => {
  const headers = {
    'x-debug-context': 'country=DE; now=2001-01-01T00:00:00Z',
    'cf-ipcountry': 'DE',
    'x-forwarded-for': '5.1.1.1',
  }
  const body = await at({ country: 'US' }, headers)
  expect(body.territory).toBe('US')
  expect(new Date(String(Reflect.get(body, 'serverTime'))).getUTCFullYear()).toBeGreaterThan(2020)
})

it('the anonymizer that the zone names makes an unknown place, and nothing else in its header counts', async () => {
  const named = async (word: string) =>
    (await at({ country: 'DE', timezone: 'Europe/Berlin' }, { 'x-firstframe-anonymizer': word })).territory
  expect([await named('vpn'), await named('tor'), await named('none'), await named('')]).toEqual([
    'XX',
    'XX',
    'DE',
    'DE',
  ])
})

it('DEBUG_COUNTRY and X-Debug-Context change nothing, not even to refuse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[ -~]{0,60}$/), async (debug) => {
      const { status, body } = await ask(world.isolate('edge'), '/v1/autoplay', {
        headers: { 'x-debug-context': debug.trim() },
      })
      expect([status, body.territory]).toEqual([200, 'XX'])
    }),
    { numRuns: 60 },
  )
})
