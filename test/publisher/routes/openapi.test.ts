import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPS_API } from '../../../src/contracts/ops/ops-api.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'

let world: PublisherWorld
let document: { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly description: string }>>>> }

beforeAll(async () => {
  world = await startPublisherWorld()
  document = (await (await world.ops('GET', '/openapi.json')).json()) as typeof document
})
afterAll(() => world.close())

describe('the document of the ops API', () => {
  it('the document has every route of the router, and no other', () => {
    const routed = world.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/ops/'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(routed.length).toBeGreaterThan(30)
    expect(described.sort()).toEqual(routed.sort())
  })

  it('each operation names the parameters of its path', () => {
    const unnamed = OPS_API.operations.filter(({ path, parameters = [] }) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      return names.join() !== parameters.flatMap((each) => (each.in === 'path' ? each.name : [])).join()
    })
    expect(unnamed.map(({ id }) => id)).toEqual([])
  })

  it('each operation says which permission it takes, and where', () => {
    const untold = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .filter(({ description }) => !/Permission: (none|`[a-z]+\.[a-z]+`)/.test(description))
    expect(untold).toEqual([])
    expect(document.paths['/ops/v1/regions/{region}/pin']?.post?.description).toContain(
      'Permission: `region.pin` in the region of the path.',
    )
  })
})
