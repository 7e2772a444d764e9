import { Hono } from 'hono'
import { SAMPLE_ANSWER } from './sample-answer.ts'

const app = new Hono()
app.get('/v1/autoplay', (context) => context.json(SAMPLE_ANSWER))

export default { fetch: app.fetch }
