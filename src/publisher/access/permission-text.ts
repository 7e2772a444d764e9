import type { Operation } from '../../contracts/openapi/operation.ts'
import { ROUTE_ACTIONS, type Scope } from './route-actions.ts'

const WHERE: Readonly<Record<Exclude<Scope, 'signed-in'>, string>> = {
  path: 'in the region of the path',
  everywhere: 'in every region',
  anywhere: 'in one region at least; the answer keeps to the regions of the role where it differs by region',
  content: 'in every region that the request is about',
  feed: 'with the feed of the path',
  'some-feed': 'with the feed that it is about; a list keeps to the feeds of the role',
}

/**
 * The operations with the permission that each requires, at the end of its description.
 *
 * @throws Error for a route without a row in the table of routes
 */
export function withPermissions(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((operation) => {
    const words = permissionOf(operation)
    const { description } = operation
    return { ...operation, description: description === undefined ? words : `${description}\n\n${words}` }
  })
}

function permissionOf({ method, path }: Operation): string {
  const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
  const row = ROUTE_ACTIONS.get(route)
  if (row === undefined) throw new Error(`${route} has no row in the table of routes`)
  if (row.scope === 'signed-in') return 'Permission: none. Whoever is signed in may ask.'
  return `Permission: ${row.anyOf.map((action) => `\`${action}\``).join(' or ')} ${WHERE[row.scope]}.`
}
