import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/v4/core'
import { OPS_API } from '../../src/contracts/ops/ops-api.ts'

/**
 * An answer of the ops API, held to its contract: with all members that it has there, and no others.
 *
 * @param path below `/ops/v1`
 * @throws Error that tells what is not as the contract says
 */
export async function heldToContract(method: string, path: string, answer: Response): Promise<Response> {
  if (!/^application\/(problem\+)?json$/.test(answer.headers.get('content-type') ?? '')) return answer
  const { pathname } = new URL(`/ops/v1${path}`, 'https://ops.example.com')
  const operation = OPS_API.operations.find(
    (each) =>
      each.method === method.toLowerCase() &&
      new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname) &&
      each.path !== '/ops/v1/openapi.json',
  )
  const contents = operation?.answers.flatMap((each) => (each.status === answer.status ? each.contents : [])) ?? []
  if (operation === undefined) return answer
  const body: unknown = await answer.clone().json()
  const faults = contents.map(({ schema }) => {
    const { data, error } = z.safeParse(schema, body)
    if (error !== undefined) return z.prettifyError(error)
    return isDeepStrictEqual(data, body) ? null : `a member that the contract does not know: ${JSON.stringify(body)}`
  })
  if (faults.includes(null)) return answer
  throw new Error(
    `${operation.id} ${answer.status}: ${faults.join('; ') || 'a status that the contract does not know'}`,
  )
}
