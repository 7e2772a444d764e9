import { Hono } from 'hono'
import { NAIVE_KEY, type NaiveSchedule, naiveAnswer } from '../naive/answer.ts'
import type { NaiveEnvironment } from './naive-environment.ts'

/** Keeps nothing between requests: reads and parses the schedule for each. */
const app = new Hono<{ Bindings: NaiveEnvironment }>()
app.get('/v1/autoplay', async (context) => {
  const text = (await context.env.SNAPSHOTS.get(NAIVE_KEY, 'text')) ?? ''
  // Written by the bench itself.
  const schedule = JSON.parse(text) as NaiveSchedule
  return context.json(naiveAnswer(new URL(context.req.url).searchParams, schedule, Date.now()))
})

export default { fetch: app.fetch }
