import { CONSTANT } from './constant.ts'

/** A constant answer about as long as a decision's winner. */
export default {
  fetch: (): Response => new Response(JSON.stringify(CONSTANT), { headers: { 'content-type': 'application/json' } }),
}
