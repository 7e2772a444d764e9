import { SAMPLE_ANSWER } from './sample-answer.ts'

/** A constant answer about as long as a decision's winner. */
export default {
  fetch: (): Response =>
    new Response(JSON.stringify(SAMPLE_ANSWER), { headers: { 'content-type': 'application/json' } }),
}
