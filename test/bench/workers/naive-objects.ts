import { Hono } from 'hono'
import { NAIVE_KEY, type NaiveSchedule, naiveAnswer } from '../naive/answer.ts'
import type { NaiveEnvironment } from './naive-environment.ts'

let loading: Promise<NaiveSchedule> | null = null

async function load({ SNAPSHOTS }: NaiveEnvironment): Promise<NaiveSchedule> {
  // Written by the bench itself.
  return JSON.parse((await SNAPSHOTS.get(NAIVE_KEY, 'text')) ?? '') as NaiveSchedule
}

/** The schedule as objects, parsed once and kept: filter, score and sort for each request. */
const app = new Hono<{ Bindings: NaiveEnvironment }>()
app.get('/v1/autoplay', async (context) => {
  loading ??= load(context.env)
  return context.json(naiveAnswer(new URL(context.req.url).searchParams, await loading, Date.now()))
})

export default { fetch: app.fetch }
